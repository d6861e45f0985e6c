package dev.chorus.core.protocol;

import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.topk.TopK;
import java.time.Duration;
import java.util.Objects;

/**
 * The result of one variant for one request: a Top-k or a refusal.
 *
 * @param id of the request
 * @param fingerprint of the label set that the class indices belong to
 * @param age from the variant's receipt of the request to the sending of this result; 0 to 65,535 ms, which also stands
 *     for more
 * @param deadline of the request from its receipt; 1 to 60,000 ms
 * @param topK the classes, or null if the variant refuses
 * @param refusal the reason for a refusal, or null if the variant answers
 */
public record TopKResult(
        RequestId id, Fingerprint fingerprint, Duration age, Duration deadline, TopK topK, Refusal refusal) {

    /** Maximum deadline of a request. */
    public static final Duration MAX_DEADLINE = Duration.ofMinutes(1);

    private static final Duration MAX_AGE = Duration.ofMillis(0xFFFF);

    /** @throws IllegalArgumentException naming the invalid value; an age beyond the frame's range is cut to it */
    public TopKResult {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(fingerprint, "fingerprint");
        if ((topK == null) == (refusal == null)) {
            throw new IllegalArgumentException("a result must have either a Top-k or a refusal");
        }
        if (age.isNegative()) {
            throw new IllegalArgumentException("age must be at least 0, was " + age);
        }
        age = age.compareTo(MAX_AGE) > 0 ? MAX_AGE : age;
        if (deadline.toMillis() < 1 || deadline.compareTo(MAX_DEADLINE) > 0) {
            throw new IllegalArgumentException(
                    "deadline must be 1.." + MAX_DEADLINE.toMillis() + " ms, was " + deadline.toMillis() + " ms");
        }
    }

    /** Creates an answer. */
    public static TopKResult answer(RequestId id, Fingerprint fingerprint, Duration age, Duration deadline, TopK topK) {
        return new TopKResult(id, fingerprint, age, deadline, Objects.requireNonNull(topK, "topK"), null);
    }

    /** Creates a refusal. */
    public static TopKResult refusal(
            RequestId id, Fingerprint fingerprint, Duration age, Duration deadline, Refusal refusal) {
        return new TopKResult(id, fingerprint, age, deadline, null, Objects.requireNonNull(refusal, "refusal"));
    }

    /** Whether the variant refuses. */
    public boolean isRefusal() {
        return refusal != null;
    }
}
