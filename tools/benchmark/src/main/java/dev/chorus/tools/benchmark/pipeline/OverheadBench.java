package dev.chorus.tools.benchmark.pipeline;

import dev.chorus.tools.benchmark.Bench;
import dev.chorus.tools.benchmark.BenchContext;
import dev.chorus.tools.benchmark.Figure;
import dev.chorus.tools.benchmark.rig.Album;
import dev.chorus.tools.benchmark.rig.Rig;
import dev.chorus.tools.benchmark.rig.Stream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What Chorus adds to the way of a picture through a broker and to the work that variants have with it. Each is measured at the same
 * time, a third of a period apart: Chorus; echoes that work; echoes that do not, the floor. What Chorus takes more than echoes that
 * work is its own.
 */
public final class OverheadBench implements Bench {

    private static final int[] SIZES = {1, 2, 4, 8};
    /** For which promises are made, and Python programs were measured. */
    private static final int PROMISED_SIZE = 4;

    private static final double PROMISED_P50 = 1.3;
    private static final double PROMISED_P99 = 1.5;
    /** Half of what Python programs took above their floor (issue "Speed, measured"), in milliseconds. */
    private static final double HALF_OF_PYTHON = (13.9 - 3.0) / 2;

    private static final int RATE_PER_SECOND = 10;
    private static final int WARM_UP_SECONDS = 20;
    private static final int SECONDS = 15;

    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private long unanswered;

    @Override
    public String name() {
        return "overhead";
    }

    @Override
    public String description() {
        return "From a picture's publication to its fused answer, beside programs that echo at the same broker: "
                + BenchVariant.DESCRIPTION + ", " + RATE_PER_SECOND + " pictures a second for each, " + SECONDS
                + " s each time.";
    }

    @Override
    public List<Figure> run(BenchContext context) throws IOException, InterruptedException {
        values.clear();
        unanswered = 0;
        Path models = BenchVariant.models(context.scratch());
        Album album = BenchVariant.album();
        try (Rig rig = context.rig(BenchVariant.FAMILY)) {
            ChorusChoir chorus = new ChorusChoir(rig, models);
            for (int size : SIZES) {
                context.progress().accept("variants: " + size);
                chorus.grow(size);
                try (EchoChoir work = new EchoChoir(rig, "work" + size, size, Optional.of(models), context.scratch());
                        EchoChoir floor =
                                new EchoChoir(rig, "floor" + size, size, Optional.empty(), context.scratch())) {
                    measure(size, List.of(chorus, work, floor), album, context.times());
                }
            }
        }
        return figures();
    }

    private void measure(int size, List<Choir> choirs, Album album, int times) throws InterruptedException {
        together(choirs, album, WARM_UP_SECONDS);
        for (int time = 0; time < times; time++) {
            List<List<Stream.Asked>> asked = together(choirs, album, SECONDS);
            List<Histogram> latencies = asked.stream().map(Stream::latencies).toList();
            unanswered += asked.stream()
                    .flatMap(List::stream)
                    .filter(one -> !one.isAnswered())
                    .count();
            for (int percentile : new int[] {50, 99}) {
                double chorus = millis(latencies.get(0), percentile);
                double work = millis(latencies.get(1), percentile);
                double floor = millis(latencies.get(2), percentile);
                note(size, percentile, "chorus", chorus);
                note(size, percentile, "work", work);
                note(size, percentile, "floor", floor);
                note(size, percentile, "ratio", 1 + (chorus - work) / floor);
                note(size, percentile, "above", chorus - floor);
            }
        }
    }

    private static List<List<Stream.Asked>> together(List<Choir> choirs, Album album, int seconds)
            throws InterruptedException {
        List<Stream> streams = new ArrayList<>();
        for (Choir choir : choirs) {
            streams.add(new Stream(choir.requester(), album, RATE_PER_SECOND));
            TimeUnit.MICROSECONDS.sleep(TimeUnit.SECONDS.toMicros(1) / RATE_PER_SECOND / choirs.size());
        }
        TimeUnit.SECONDS.sleep(seconds);
        streams.forEach(Stream::close);
        return streams.stream().map(Stream::all).toList();
    }

    private static double millis(Histogram latencies, int percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e3;
    }

    private void note(int size, int percentile, String what, double value) {
        values.computeIfAbsent(key(size, percentile, what), first -> new ArrayList<>())
                .add(value);
    }

    private static String key(int size, int percentile, String what) {
        return what + size + "P" + percentile;
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.once("unanswered", "requests without an answer, of all", "", unanswered)
                .atMost(0));
        for (int size : SIZES) {
            for (int percentile : new int[] {50, 99}) {
                String of = size + (size == 1 ? " variant" : " variants") + ", " + percentile + "th percentile: ";
                figures.add(figure(key(size, percentile, "chorus"), of + "Chorus", "ms"));
                figures.add(figure(key(size, percentile, "work"), of + "echoes that work", "ms"));
                figures.add(figure(key(size, percentile, "floor"), of + "echoes, the floor", "ms"));
                Figure ratio = figure(key(size, percentile, "ratio"), of + "Chorus without the work, to the floor", "");
                Figure above =
                        figure(key(size, percentile, "above"), of + "Chorus above the floor, work included", "ms");
                boolean promised = size == PROMISED_SIZE;
                figures.add(promised ? ratio.atMost(percentile == 50 ? PROMISED_P50 : PROMISED_P99) : ratio);
                figures.add(promised && percentile == 50 ? above.atMost(HALF_OF_PYTHON) : above);
            }
        }
        return figures;
    }

    private Figure figure(String key, String meaning, String unit) {
        return Figure.several(
                key,
                meaning,
                unit,
                values.get(key).stream().mapToDouble(value -> value).toArray());
    }
}
