package dev.chorus.core.fusion;

import org.osgi.annotation.versioning.ConsumerType;

/** A way to turn several Top-k results into one ranked answer. Immutable; safe for any thread. */
@ConsumerType
public interface FusionStrategy {

    /** What the configuration calls it, such as {@code scaled-sum}. */
    String name();

    /** Begins the fusion of one request. */
    Fusion begin();
}
