package dev.chorus.core.protocol;

import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.topk.TopK;
import java.time.Duration;
import java.util.Objects;

/**
 * What one variant says of one request: a Top-k or a refusal.
 *
 * @param id of the request
 * @param fingerprint of the label set that the class indices belong to
 * @param age from the variant's receipt of the request to the sending of this; 0 to 65,535 ms, where that stands for more
 * @param deadline that the request has from its receipt; 1 to 60,000 ms
 * @param topK the classes, or null if the variant refuses
 * @param refusal why it refuses, or null if it answers
 */
public record TopKResult(
        RequestId id, Fingerprint fingerprint, Duration age, Duration deadline, TopK topK, Refusal refusal) {

    /** The longest deadline that a request can have. */
    public static final Duration MAX_DEADLINE = Duration.ofMinutes(1);

    private static final Duration MAX_AGE = Duration.ofMillis(0xFFFF);

    /** @throws IllegalArgumentException naming what is not allowed; an age beyond the frame's range is cut to it */
    public TopKResult {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(fingerprint, "fingerprint");
        if ((topK == null) == (refusal == null)) {
            throw new IllegalArgumentException("a result is either a Top-k or a refusal");
        }
        if (age.isNegative()) {
            throw new IllegalArgumentException("age is " + age + ", allowed is 0 or more");
        }
        age = age.compareTo(MAX_AGE) > 0 ? MAX_AGE : age;
        if (deadline.toMillis() < 1 || deadline.compareTo(MAX_DEADLINE) > 0) {
            throw new IllegalArgumentException(
                    "deadline is " + deadline.toMillis() + " ms, allowed is 1.." + MAX_DEADLINE.toMillis() + " ms");
        }
    }

    /** An answer. */
    public static TopKResult answer(RequestId id, Fingerprint fingerprint, Duration age, Duration deadline, TopK topK) {
        return new TopKResult(id, fingerprint, age, deadline, Objects.requireNonNull(topK, "topK"), null);
    }

    /** A refusal. */
    public static TopKResult refusal(
            RequestId id, Fingerprint fingerprint, Duration age, Duration deadline, Refusal refusal) {
        return new TopKResult(id, fingerprint, age, deadline, null, Objects.requireNonNull(refusal, "refusal"));
    }

    /** Whether the variant refuses. */
    public boolean isRefusal() {
        return refusal != null;
    }
}
