package dev.chorus.variant.internal.engine;

import dev.chorus.inference.api.TensorSpec;
import java.util.List;
import java.util.Optional;

/**
 * Describes a loaded model.
 *
 * @param name it is loaded under
 * @param version of its family, or the one its file states
 * @param inputs of the model
 * @param outputs of the model
 */
public record ModelDescription(
        String name, Optional<String> version, List<TensorSpec> inputs, List<TensorSpec> outputs) {}
