package dev.chorus.variant.internal.request;

import dev.chorus.variant.internal.picture.PictureLimits;
import java.time.Duration;

/**
 * What of the configuration can change at any time without touching connection or model.
 *
 * @param variant the id of the configured variant, named by refusals while there is no model
 * @param k the most classes that a frame carries, at least 1
 * @param queueLength how many requests may wait, at least 1
 * @param overload who goes without an answer when no more may wait
 * @param deadline of requests that name none
 * @param requesterRate how many requests of one requester are taken a second; 0: any number
 * @param limits of pictures
 * @param answersRetained whether pictures that the broker has kept are requests
 * @param topKJson whether results are published as JSON too
 */
public record Tuning(
        String variant,
        int k,
        int queueLength,
        OverloadPolicy overload,
        Duration deadline,
        int requesterRate,
        PictureLimits limits,
        boolean answersRetained,
        boolean topKJson) {

    /** How many bytes the pictures that wait may have together: a few of the largest, or many ordinary ones. */
    long queueBytes() {
        return 4L * limits.maxBytes();
    }
}
