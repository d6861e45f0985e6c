package dev.chorus.tools.benchmark.pipeline;

import dev.chorus.tools.benchmark.Bench;
import dev.chorus.tools.benchmark.BenchContext;
import dev.chorus.tools.benchmark.Figure;
import dev.chorus.tools.benchmark.echo.EchoProcess;
import dev.chorus.tools.benchmark.rig.Album;
import dev.chorus.tools.benchmark.rig.Rig;
import dev.chorus.tools.benchmark.rig.Stream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What {@code ./chorus simulate} is fed with: what a picture takes of each process. */
public final class GatewayProfileBench implements Bench {

    private static final int FEW = 1;
    private static final int MANY = 4;
    private static final int RATE_PER_SECOND = 20;
    private static final Duration WARM_UP = Duration.ofSeconds(12);
    private static final Duration COUNTED = Duration.ofSeconds(12);
    private static final Duration IDLE = Duration.ofSeconds(4);
    private static final int WORKED = 300;

    @Override
    public String name() {
        return "profile";
    }

    @Override
    public String description() {
        return "What a picture takes of each process, for ./chorus simulate: " + BenchVariant.DESCRIPTION + ", "
                + RATE_PER_SECOND + " pictures a second, " + FEW + " and " + MANY
                + " variants. Wants a broker that is a process.";
    }

    /** Time of processors a picture, in milliseconds. */
    private record Taken(double variant, double aggregator, double broker) {}

    @Override
    public List<Figure> run(BenchContext context) throws IOException, InterruptedException {
        Path models = BenchVariant.models(context.scratch());
        Album album = BenchVariant.album();
        List<Taken> few;
        List<Taken> many;
        double[] roundTrip;
        try (Rig rig = context.rig(BenchVariant.FAMILY)) {
            long broker = rig.broker()
                    .processId()
                    .orElseThrow(() ->
                            new IOException("the broker has no process of its own; call it with --broker mosquitto"));
            ChorusChoir chorus = new ChorusChoir(rig, models);
            context.progress().accept("one variant");
            chorus.grow(FEW);
            few = taken(chorus, broker, album, context.times());
            roundTrip = chorus.ask(album, RATE_PER_SECOND, COUNTED).stream()
                    .filter(Stream.Asked::isAnswered)
                    .mapToDouble(one -> one.tookNanos() / 1e6)
                    .toArray();
            context.progress().accept(MANY + " variants");
            chorus.grow(MANY);
            many = taken(chorus, broker, album, context.times());
        }
        context.progress().accept("the work itself");
        double[] work = EchoProcess.work(
                models, BenchVariant.VARIANTS.get(0), WORKED, context.scratch().resolve("echo.log"));
        return figures(album, few, many, roundTrip, work);
    }

    private static List<Taken> taken(ChorusChoir chorus, long broker, Album album, int times)
            throws InterruptedException {
        chorus.ask(album, RATE_PER_SECOND, WARM_UP);
        List<Taken> taken = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            List<Long> processes = new ArrayList<>(chorus.processIds());
            processes.add(broker);
            double[] idle = spent(processes, () -> Thread.sleep(IDLE.toMillis()));
            int[] pictures = new int[1];
            double[] busy = spent(
                    processes,
                    () -> pictures[0] =
                            chorus.ask(album, RATE_PER_SECOND, COUNTED).size());
            double[] each = new double[busy.length];
            for (int process = 0; process < each.length; process++) {
                double idling = idle[process] * COUNTED.toMillis() / IDLE.toMillis();
                each[process] = Math.max(0, busy[process] - idling) / pictures[0];
            }
            double variants = 0;
            for (int variant = 1; variant < each.length - 1; variant++) {
                variants += each[variant];
            }
            taken.add(new Taken(variants / (each.length - 2), each[0], each[each.length - 1]));
        }
        return taken;
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    private static double[] spent(List<Long> processes, Step step) throws InterruptedException {
        double[] before = processes.stream().mapToDouble(Choir::processorMillis).toArray();
        step.run();
        double[] spent = processes.stream().mapToDouble(Choir::processorMillis).toArray();
        for (int process = 0; process < spent.length; process++) {
            spent[process] -= before[process];
        }
        return spent;
    }

    private static List<Figure> figures(
            Album album, List<Taken> few, List<Taken> many, double[] roundTrip, double[] work) {
        int times = few.size();
        double[] variant = new double[times];
        double[] aggregatorEach = new double[times];
        double[] aggregatorBase = new double[times];
        double[] brokerEach = new double[times];
        double[] brokerBase = new double[times];
        for (int time = 0; time < times; time++) {
            Taken one = few.get(time);
            Taken four = many.get(time);
            variant[time] = four.variant();
            aggregatorEach[time] = Math.max(0, four.aggregator() - one.aggregator()) / (MANY - FEW);
            aggregatorBase[time] = Math.max(0, one.aggregator() - FEW * aggregatorEach[time]);
            brokerEach[time] = Math.max(0, four.broker() - one.broker()) / (MANY - FEW);
            brokerBase[time] = Math.max(0, one.broker() - FEW * brokerEach[time]);
        }
        return List.of(
                Figure.once(
                        "pictureBytes", "a picture", "bytes", album.pictures().get(0).length),
                Figure.several("work", "a variant's work with a picture, file to Top-k", "ms", work),
                Figure.several("variantProcessor", "a variant's process, time of processors a picture", "ms", variant),
                Figure.several("aggregatorBase", "the aggregator's process, a picture", "ms", aggregatorBase),
                Figure.several(
                        "aggregatorEach", "the aggregator's process, and for each variant", "ms", aggregatorEach),
                Figure.several("brokerBase", "the broker, a picture", "ms", brokerBase),
                Figure.several("brokerEach", "the broker, and for each variant", "ms", brokerEach),
                Figure.several("roundTrip", "from picture to answer, one variant", "ms", roundTrip));
    }
}
