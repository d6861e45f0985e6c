package dev.chorus.tools.benchmark.pipeline;

import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.fusion.ScaledSum;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.topk.TopK;
import dev.chorus.core.window.ClosedWindow;
import dev.chorus.core.window.FusionWindows;
import dev.chorus.core.window.MemberSet;
import dev.chorus.core.window.ReplyTo;
import dev.chorus.core.window.WindowEvent;
import dev.chorus.core.window.WindowListener;
import dev.chorus.core.window.WindowOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Variants without models: each names k classes at random, the same in every frame. Immutable. */
final class SimulatedFamily {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration AGE = Duration.ofMillis(5);
    private static final long SEED = 29;

    private final String name;
    private final int k;
    private final LabelSet labels;
    private final Fingerprint fingerprint;
    private final List<String> variants;
    private final List<TopK> said = new ArrayList<>();

    SimulatedFamily(String name, int variants, int k, int classes) {
        this.name = name;
        this.k = Math.min(k, classes);
        this.labels = new LabelSet(IntStream.range(0, classes)
                .mapToObj(number -> "class " + number)
                .toList());
        this.fingerprint = labels.fingerprint();
        this.variants =
                IntStream.range(0, variants).mapToObj(number -> "v" + number).toList();
        Random random = new Random(SEED);
        for (int variant = 0; variant < variants; variant++) {
            float[] scores = new float[classes];
            for (int each = 0; each < classes; each++) {
                scores[each] = random.nextFloat() / classes;
            }
            said.add(TopK.select(scores, this.k));
        }
    }

    int size() {
        return variants.size();
    }

    String variant(int number) {
        return variants.get(number);
    }

    String key() {
        return "V" + size() + "K" + k + "C" + labels.size();
    }

    String description() {
        return size() + " variants, k " + k + ", " + labels.size() + " classes";
    }

    RequestId request(long number) {
        return RequestId.ofBytes(
                ByteBuffer.allocate(16).putLong(number).putLong(number).array(), false);
    }

    /** What a variant says of a request. */
    byte[] frame(int variant, long request) {
        return TopKFrame.encode(TopKResult.answer(request(request), fingerprint, AGE, DEADLINE, said.get(variant)));
    }

    /** What a variant says of itself. */
    Status status(int variant, Status.State state) {
        return new Status(
                Status.Kind.VARIANT,
                variants.get(variant),
                state,
                null,
                name,
                "1.0.0",
                null,
                Map.of(),
                new Status.Serving(variants.get(variant), labels, 1, k),
                List.of());
    }

    /** Windows that wait for all of them. */
    FusionWindows windows(Consumer<ClosedWindow> closed) {
        WindowListener listener = new WindowListener() {
            @Override
            public void closed(ClosedWindow window) {
                closed.accept(window);
            }

            @Override
            public void askedAfterwards(FusedResult result, ReplyTo replyTo) {}

            @Override
            public void askedAgain(FusedResult result, ReplyTo replyTo) {}

            @Override
            public void happened(WindowEvent event) {}
        };
        FusionWindows windows = new FusionWindows(
                "aggregator",
                name,
                new WindowOptions(new ScaledSum(), 1, false, 1000, 5, 0),
                listener,
                MemoryBudget.ofHeap());
        Map<String, VariantWeight> variantWeights = new HashMap<>();
        variants.forEach(variant -> variantWeights.put(variant, VariantWeight.of(1)));
        Set<String> all = new HashSet<>(variants);
        windows.setMembers(new MemberSet(labels, name, "1.0.0", variantWeights, all, all, Map.of()), System.nanoTime());
        return windows;
    }
}
