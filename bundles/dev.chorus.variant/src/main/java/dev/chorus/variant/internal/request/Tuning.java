package dev.chorus.variant.internal.request;

import dev.chorus.variant.internal.picture.PictureLimits;
import java.time.Duration;

/**
 * The part of the configuration that can change at any time without affecting connection or model.
 *
 * @param variant the id of the configured variant, used in refusals while there is no model
 * @param k maximum number of classes in a frame, at least 1
 * @param queueLength maximum number of waiting requests, at least 1
 * @param overload selects the requests to refuse when the queue is full
 * @param deadline of requests that have none
 * @param requesterRate maximum number of requests of one requester a second; 0 sets no limit
 * @param limits of pictures
 * @param answersRetained whether pictures that the broker retains are requests
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

    /** Returns the maximum bytes of all waiting pictures: a few of the largest, or many ordinary ones. */
    long queueBytes() {
        return 4L * limits.maxBytes();
    }
}
