package dev.chorus.tools.benchmark.pipeline;

import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.window.FusionWindows;
import dev.chorus.tools.benchmark.Bench;
import dev.chorus.tools.benchmark.BenchContext;
import dev.chorus.tools.benchmark.Figure;
import dev.chorus.tools.benchmark.rig.Rig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How many Top-k results a second one aggregator makes fused results of. */
public final class AggregateBench implements Bench {

    private static final int[] VARIANTS = {4, 8, 16, 32};
    private static final int[] KS = {1, 5, 10};
    private static final int[] CLASSES = {10, 100, 1000};
    private static final int ROUND_MILLIS = 200;
    private static final int WARM_UPS = 5;
    private static final int BROKER_SECONDS = 3;
    /** Of a frame it makes 20 bytes, which no broker notices. */
    private static final int BROKER_K = 5;

    @Override
    public String name() {
        return "aggregate";
    }

    @Override
    public String description() {
        return "Top-k results a second that one aggregator fuses: on one thread in this process, from the bytes of frames to the bytes"
                + " of the answer; and as a gateway, from variants that this process stands for, through the broker.";
    }

    @Override
    public List<Figure> run(BenchContext context) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        for (int variants : VARIANTS) {
            for (int k : KS) {
                for (int classes : CLASSES) {
                    context.progress()
                            .accept("in process: " + variants + " variants, k " + k + ", " + classes + " classes");
                    figures.add(inProcess(new SimulatedFamily("bench", variants, k, classes), context.times()));
                }
            }
        }
        for (int classes : CLASSES) {
            try (Rig rig = context.rig("fused" + classes)) {
                rig.aggregator(Rig.AGGREGATOR, Map.of("windows.max", 10_000, "stragglers.after", 0));
                for (int variants : VARIANTS) {
                    context.progress().accept("through the broker: " + variants + " variants, " + classes + " classes");
                    figures.add(throughBroker(rig, variants, classes, context.times()));
                }
            }
        }
        return figures;
    }

    private static Figure inProcess(SimulatedFamily family, int times) {
        double[] rates = new double[times];
        FramesToAnswers fusing = new FramesToAnswers(family);
        for (int time = -WARM_UPS; time < times; time++) {
            long begin = System.nanoTime();
            long results = 0;
            long now = begin;
            while (now - begin < ROUND_MILLIS * 1_000_000L) {
                results += fusing.fuseOne(now);
                now = System.nanoTime();
            }
            if (time >= 0) {
                rates[time] = results / ((now - begin) / 1e9);
            }
        }
        return Figure.several("process" + family.key(), "in process, " + family.description(), "1/s", rates);
    }

    private static Figure throughBroker(Rig rig, int variants, int classes, int times)
            throws IOException, InterruptedException {
        SimulatedFamily family = new SimulatedFamily(rig.topics().family(), variants, BROKER_K, classes);
        try (FrameSource source = new FrameSource(rig, family)) {
            rig.awaitVariants(variants);
            source.run(1);
            double[] rates = new double[times];
            for (int time = 0; time < times; time++) {
                rates[time] = source.run(BROKER_SECONDS);
            }
            return Figure.several("broker" + family.key(), "through the broker, " + family.description(), "1/s", rates);
        }
    }

    /** What an aggregator does with frames, without threads and network. */
    private static final class FramesToAnswers {

        private final SimulatedFamily family;
        private final FusionWindows windows;
        private long bytes;
        private long number;

        FramesToAnswers(SimulatedFamily family) {
            this.family = family;
            this.windows = family.windows(window -> bytes += FusedResultJson.encode(window.result()).length);
        }

        int fuseOne(long nowNanos) {
            try {
                number++;
                for (int variant = 0; variant < family.size(); variant++) {
                    windows.result(family.variant(variant), TopKFrame.decode(family.frame(variant, number)), nowNanos);
                }
                return family.size();
            } catch (MalformedPayloadException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
