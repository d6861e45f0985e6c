package dev.chorus.variant.internal.engine;

import dev.chorus.inference.api.GraphSession;
import dev.chorus.variant.internal.model.Shared;

/**
 * A loaded model.
 *
 * @param source it was loaded from
 * @param description of its inputs and outputs
 * @param session of ONNX Runtime
 */
record HeldModel(ModelSource source, ModelDescription description, Shared<GraphSession> session) {}
