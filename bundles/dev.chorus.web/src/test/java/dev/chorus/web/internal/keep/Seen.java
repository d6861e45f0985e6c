package dev.chorus.web.internal.keep;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.FusedResult.RankedLabel;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.topk.TopK;
import dev.chorus.web.internal.watch.SeenResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Creates results and options for tests. */
final class Seen {

    static final LabelSet LABELS = new LabelSet(List.of("bolt", "nut", "washer"));
    static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private Seen() {}

    /** Returns an answer of the variants {@code v0}, {@code v1} and so on with the given first classes. */
    static SeenResult answer(int number, String label, double margin, int... firsts) {
        RequestId id = RequestId.ofBytes(new byte[] {(byte) (number >> 8), (byte) number}, false);
        Map<String, TopKResult> results = new TreeMap<>();
        for (int variant = 0; variant < firsts.length; variant++) {
            TopK topK = TopK.of(new int[] {firsts[variant]}, new float[] {0.9f});
            results.put(
                    "v" + variant,
                    TopKResult.answer(id, LABELS.fingerprint(), Duration.ofMillis(1), Duration.ofSeconds(1), topK));
        }
        return new SeenResult(
                result(id, Outcome.ANSWERED, List.of(new RankedLabel(label, 0, 0.5)), margin),
                NOON.plusSeconds(number),
                results,
                true,
                Optional.empty());
    }

    /** Returns why an answer is uncertain, if it is. */
    static Optional<Uncertainty> uncertainty(SeenResult seen, KeepOptions options) {
        return Uncertainty.of(seen.result(), seen.at(), seen.topK(), options, any -> Optional.of(LABELS));
    }

    /** Returns a result without an answer. */
    static SeenResult refusal() {
        RequestId id = RequestId.ofBytes(new byte[] {1}, false);
        return new SeenResult(result(id, Outcome.REFUSED, List.of(), 0), NOON, Map.of(), true, Optional.empty());
    }

    private static FusedResult result(RequestId id, Outcome outcome, List<RankedLabel> labels, double margin) {
        return new FusedResult(
                id,
                "parts",
                "1.0.0",
                outcome,
                outcome == Outcome.ANSWERED ? null : "damaged",
                labels,
                false,
                List.of(),
                List.of(),
                Map.of(),
                CloseReason.ALL,
                margin,
                OptionalDouble.empty(),
                Duration.ofMillis(5),
                "agg");
    }

    static KeepOptions options(Path folder, int mostPictures, long mostBytes, int perMinute) {
        return new KeepOptions(KeepOptions.DISK, Optional.of(folder), 0.1, true, mostPictures, mostBytes, perMinute);
    }
}
