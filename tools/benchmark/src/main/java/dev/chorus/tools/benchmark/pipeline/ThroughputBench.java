package dev.chorus.tools.benchmark.pipeline;

import dev.chorus.tools.benchmark.Bench;
import dev.chorus.tools.benchmark.BenchContext;
import dev.chorus.tools.benchmark.Figure;
import dev.chorus.tools.benchmark.rig.Album;
import dev.chorus.tools.benchmark.rig.Rig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many pictures a second are answered in time, and what that costs, beside programs that echo at the same broker. */
public final class ThroughputBench implements Bench {

    private static final int VARIANTS = 4;
    private static final double PROMISED_SHARE = 0.8;
    /** Twice, and half, of what Python programs were measured with (issue "Speed, measured"). */
    private static final double TWICE_PYTHON = 2 * 110;

    private static final double HALF_OF_PYTHON = 21.5 / 2;

    private static final int WARM_UP_RATE = 40;
    private static final Duration WARM_UP = Duration.ofSeconds(12);
    private static final Duration COUNTED = Duration.ofSeconds(10);

    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public String description() {
        return "The highest rate at which " + VARIANTS
                + " variants answer every picture, the 99th percentile within a second, and the time of processors that a picture"
                + " takes at half of it, beside programs that echo, with and without the variants' work: "
                + BenchVariant.DESCRIPTION
                + ".";
    }

    @Override
    public List<Figure> run(BenchContext context) throws IOException, InterruptedException {
        values.clear();
        Path models = BenchVariant.models(context.scratch());
        Album album = BenchVariant.album();
        try (Rig rig = context.rig(BenchVariant.FAMILY)) {
            ChorusChoir chorus = new ChorusChoir(rig, models);
            chorus.grow(VARIANTS);
            try (EchoChoir work = new EchoChoir(rig, "work", VARIANTS, Optional.of(models), context.scratch());
                    EchoChoir floor = new EchoChoir(rig, "floor", VARIANTS, Optional.empty(), context.scratch())) {
                Map<String, Choir> choirs = new LinkedHashMap<>();
                choirs.put("chorus", chorus);
                choirs.put("work", work);
                choirs.put("floor", floor);
                for (Choir choir : choirs.values()) {
                    choir.ask(album, WARM_UP_RATE, WARM_UP);
                }
                for (int time = 1; time <= context.times(); time++) {
                    for (Map.Entry<String, Choir> choir : choirs.entrySet()) {
                        measure(choir.getKey(), choir.getValue(), album, context);
                    }
                }
            }
        }
        return figures();
    }

    private void measure(String name, Choir choir, Album album, BenchContext context) throws InterruptedException {
        int rate = new SteadyRate(choir, album, line -> context.progress().accept(name + ", " + line)).find();
        note(name + "Rate", rate);
        double before = choir.processorMillis();
        int asked = choir.ask(album, Math.max(1, rate / 2), COUNTED).size();
        note(name + "Processors", (choir.processorMillis() - before) / asked);
    }

    private void note(String key, double value) {
        values.computeIfAbsent(key, first -> new ArrayList<>()).add(value);
    }

    private List<Figure> figures() {
        return List.of(
                figure("chorusRate", "Chorus, pictures a second", "1/s").atLeast(TWICE_PYTHON),
                figure("workRate", "echoes that work, pictures a second", "1/s"),
                figure("floorRate", "echoes, the broker alone, pictures a second", "1/s"),
                ratio("rateToWork", "Chorus to echoes that work, rate", "chorusRate", "workRate"),
                ratio("rateToFloor", "Chorus to echoes, rate", "chorusRate", "floorRate")
                        .atLeast(PROMISED_SHARE),
                figure("chorusProcessors", "Chorus, time of processors a picture, without the broker", "ms")
                        .atMost(HALF_OF_PYTHON),
                figure("workProcessors", "echoes that work, the same", "ms"),
                figure("floorProcessors", "echoes, the same", "ms"));
    }

    private Figure ratio(String key, String meaning, String ours, String others) {
        double[] ratios = new double[values.get(ours).size()];
        for (int time = 0; time < ratios.length; time++) {
            ratios[time] = values.get(ours).get(time) / values.get(others).get(time);
        }
        return Figure.several(key, meaning, "", ratios);
    }

    private Figure figure(String key, String meaning, String unit) {
        return Figure.several(
                key,
                meaning,
                unit,
                values.get(key).stream().mapToDouble(value -> value).toArray());
    }
}
