package dev.chorus.tools.benchmark.pipeline;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chorus.core.metrics.Percentiles;
import dev.chorus.tools.benchmark.Bench;
import dev.chorus.tools.benchmark.BenchContext;
import dev.chorus.tools.benchmark.Figure;
import dev.chorus.tools.benchmark.Report;
import dev.chorus.tools.benchmark.inside.FamilyWork;
import dev.chorus.tools.benchmark.inside.InferenceBench;
import dev.chorus.tools.benchmark.rig.Album;
import dev.chorus.tools.benchmark.rig.Rig;
import dev.chorus.tools.benchmark.rig.Stream;
import dev.chorus.tools.parts.Jpeg;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.planner.PlanCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;

/** Plans that {@code ./chorus plan} makes for gateways of this machine, against the same gateways running. */
public final class PlanBench implements Bench {

    private static final int GATEWAYS = 4;
    private static final int[] LOST = {0, 1, 2};
    private static final int RATE_PER_SECOND = 20;
    private static final int WARM_UPS = 800;

    /** Those that the family's answers are of: what is compared is what gateways make of them. */
    private static final int PICTURES = 2000;

    private static final long FIRST_SEED = 1_000_000;
    private static final String HOST = "here";
    private static final String PROFILE = "profile.json";
    private static final String INFERENCE = "here.json";
    private static final int PROFILES = 1;
    private static final int WORK_WARM_UPS = 20;
    private static final int WORK_ROUNDS = 200;
    private static final double MOST_DEVIATION = 0.15;
    private static final double MOST_POINTS = 1;

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public String description() {
        return "What ./chorus plan says of models/parts on " + GATEWAYS + " gateways of this machine with any "
                + LOST[0] + ", " + LOST[1] + " and " + LOST[2] + " lost, against these plans running: the " + PICTURES
                + " drawings that the family was evaluated with, " + RATE_PER_SECOND
                + " a second, early stops by proof; all is measured anew before each. Wants a broker that is a process.";
    }

    @Override
    public List<Figure> run(BenchContext context) throws IOException, InterruptedException {
        Path family = context.built().family("parts");
        Album album = album();
        Path picture = Files.write(
                context.scratch().resolve("part.jpg"), album.pictures().get(0));
        BenchContext measuring = new BenchContext(
                context.built(), context.scratch(), context.progress(), PROFILES, context.broker(), family, picture);
        Path gateways = Files.writeString(context.scratch().resolve("gateways.json"), gateways());
        List<Figure> figures = new ArrayList<>();
        for (int lost : LOST) {
            measure(measuring);
            JsonObject plan = plan(family, gateways, lost, context.scratch());
            figures.addAll(compare(context, family, album, lost, plan));
        }
        return figures;
    }

    /** Anew before each plan runs: a machine that others use too is not as fast in the next quarter of an hour. */
    private static void measure(BenchContext context) throws IOException, InterruptedException {
        context.progress().accept("measuring the variants, and what a picture takes of each process");
        new Report(new InferenceBench(), FamilyWork.measure(context, WORK_WARM_UPS, WORK_ROUNDS))
                .write(context.scratch().resolve(INFERENCE));
        Bench profile = new GatewayProfileBench();
        new Report(profile, profile.run(context)).write(context.scratch().resolve(PROFILE));
    }

    private static String gateways() {
        JsonArray all = new JsonArray();
        for (int number = 1; number <= GATEWAYS; number++) {
            JsonObject one = new JsonObject();
            one.addProperty("name", "gateway-" + number);
            one.addProperty("inference", INFERENCE);
            one.addProperty("memoryMiB", 512);
            one.addProperty("host", HOST);
            one.addProperty("cores", Runtime.getRuntime().availableProcessors());
            all.add(one);
        }
        JsonObject root = new JsonObject();
        root.addProperty("networkMs", 0);
        root.addProperty("brokerHost", HOST);
        root.add("gateways", all);
        return root.toString();
    }

    private static JsonObject plan(Path family, Path gateways, int lost, Path scratch) throws IOException {
        Path json = scratch.resolve("plan-" + lost + ".json");
        StringWriter said = new StringWriter();
        int code = new CommandLine(new PlanCommand())
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(
                        "--family", family.toString(),
                        "--gateways", gateways.toString(),
                        "--lost", Integer.toString(lost),
                        "--profile", scratch.resolve(PROFILE).toString(),
                        "--rate", Integer.toString(RATE_PER_SECOND),
                        "--json", json.toString());
        if (!Files.exists(json)) {
            throw new IOException("there is no plan, exit code " + code + ": " + said);
        }
        return new Gson()
                .fromJson(Files.readString(json), JsonObject.class)
                .getAsJsonArray("plans")
                .get(0)
                .getAsJsonObject();
    }

    private static List<Figure> compare(BenchContext context, Path family, Album album, int lost, JsonObject plan)
            throws IOException, InterruptedException {
        List<String> variants = plan.getAsJsonObject("variants").entrySet().stream()
                .map(entry -> entry.getValue().getAsString())
                .toList();
        context.progress().accept("any " + lost + " lost: " + String.join(" ", variants));
        List<Stream.Asked> asked = ask(context, family, album, variants);
        double[] millis =
                asked.stream().mapToDouble(one -> one.tookNanos() / 1e6).toArray();
        double right = (double) asked.stream()
                        .filter(one -> one.isAnswered()
                                && one.reply()
                                        .result()
                                        .labels()
                                        .get(0)
                                        .label()
                                        .equals(album.labels().get(one.picture())))
                        .count()
                / asked.size();
        double mean = Arrays.stream(millis).average().orElseThrow();
        double median = Percentiles.of(millis).median().orElseThrow();
        JsonObject response = plan.getAsJsonObject("response");
        double plannedMean = response.get("meanMs").getAsDouble();
        double plannedMedian = response.get("p50Ms").getAsDouble();
        double planned = plan.get("accuracy").getAsDouble();
        String key = "lost" + lost;
        String of = String.format(Locale.ROOT, "any %d lost (%s): ", lost, String.join(" ", variants));
        return List.of(
                Figure.once(key + "MeanPlanned", of + "mean response, planned", "ms", plannedMean),
                Figure.once(key + "Mean", of + "measured", "ms", mean),
                Figure.once(key + "MedianPlanned", of + "median response, planned", "ms", plannedMedian),
                Figure.once(key + "Median", of + "measured", "ms", median),
                Figure.once(key + "MedianDeviation", of + "off by a share of", "", Math.abs(plannedMedian / median - 1))
                        .atMost(MOST_DEVIATION),
                Figure.once(key + "AccuracyPlanned", of + "right, planned", "%", 100 * planned),
                Figure.once(key + "Accuracy", of + "measured", "%", 100 * right),
                Figure.once(key + "AccuracyDeviation", of + "off by points", "", 100 * Math.abs(planned - right))
                        .atMost(MOST_POINTS));
    }

    private static List<Stream.Asked> ask(BenchContext context, Path family, Album album, List<String> variants)
            throws IOException, InterruptedException {
        try (Rig rig = context.rig("parts")) {
            rig.aggregator(Rig.AGGREGATOR, Map.of("early.stop", true));
            for (int gateway = 0; gateway < variants.size(); gateway++) {
                rig.gatewayOf("gateway-" + (gateway + 1), variants.get(gateway), family);
            }
            rig.awaitVariants(variants.size());
            Stream.run(rig.requester(), album, RATE_PER_SECOND, WARM_UPS / RATE_PER_SECOND);
            Stream stream = new Stream(rig.requester(), album, RATE_PER_SECOND);
            try (stream) {
                Thread.sleep(1000L * PICTURES / RATE_PER_SECOND);
            }
            return stream.all();
        }
    }

    private static Album album() {
        PartsArtist artist = new PartsArtist();
        List<byte[]> pictures = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        PartClass[] classes = PartClass.values();
        for (int number = 0; number < PICTURES; number++) {
            PartClass part = classes[number % classes.length];
            pictures.add(Jpeg.encode(artist.draw(part, FIRST_SEED + number / classes.length)));
            labels.add(part.label());
        }
        return new Album(pictures, labels);
    }
}
