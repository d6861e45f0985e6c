package dev.chorus.variant.internal.engine;

import dev.chorus.inference.api.TensorSpec;
import java.util.List;
import java.util.Optional;

/**
 * What a loaded model is.
 *
 * @param name it is known by
 * @param version of its family, or the one its file states
 * @param inputs what it takes
 * @param outputs what it gives
 */
public record ModelDescription(
        String name, Optional<String> version, List<TensorSpec> inputs, List<TensorSpec> outputs) {}
