package dev.chorus.web.internal.watch;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.TopKResult;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A fused result with what is known besides. Immutable.
 *
 * @param result as it came
 * @param at when it came, by this machine's clock
 * @param said what each variant had said by now, by its id; may lack some
 * @param hasPicture whether its picture can be had
 * @param truth the right label, if somebody has told it
 */
public record SeenResult(
        FusedResult result, Instant at, Map<String, TopKResult> said, boolean hasPicture, Optional<String> truth) {}
