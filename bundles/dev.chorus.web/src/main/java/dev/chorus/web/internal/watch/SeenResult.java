package dev.chorus.web.internal.watch;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.TopKResult;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A fused result with the related data. Immutable.
 *
 * @param result as it arrived
 * @param at when it arrived, by this machine's clock
 * @param topK the Top-k results so far, by variant; may be incomplete
 * @param hasPicture whether its picture is in memory
 * @param truth the ground truth, if it is known
 */
public record SeenResult(
        FusedResult result, Instant at, Map<String, TopKResult> topK, boolean hasPicture, Optional<String> truth) {}
