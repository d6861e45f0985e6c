package dev.chorus.variant.internal.engine;

import dev.chorus.inference.api.GraphSession;
import dev.chorus.variant.internal.model.Shared;

/**
 * A model that is loaded.
 *
 * @param source where it came from
 * @param description what it is
 * @param session its network
 */
record HeldModel(ModelSource source, ModelDescription description, Shared<GraphSession> session) {}
