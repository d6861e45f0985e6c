package dev.chorus.core.fusion;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A way to turn several Top-k results into one ranked answer ({@code docs/fusion.md}). Immutable; safe for any thread.
 */
@ConsumerType
public interface FusionStrategy {

    /** The name in the configuration, such as {@code scaled-sum}. */
    String name();

    /**
     * Begins the fusion of one request.
     *
     * @param classes number of classes in the label set, at least 2
     */
    Fusion begin(int classes);

    /** Returns whether a variant has everything that this strategy needs; otherwise the strategy uses a substitute. */
    default boolean isServedBy(VariantWeight variantWeight) {
        return true;
    }
}
