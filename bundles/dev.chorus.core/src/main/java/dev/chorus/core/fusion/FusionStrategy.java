package dev.chorus.core.fusion;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A way to turn several Top-k results into one ranked answer ({@code docs/fusion.md}). Immutable; safe for any thread.
 */
@ConsumerType
public interface FusionStrategy {

    /** What the configuration calls it, such as {@code scaled-sum}. */
    String name();

    /**
     * Begins the fusion of one request.
     *
     * @param classes in the label set, at least 2
     */
    Fusion begin(int classes);

    /** Whether all that it asks of a variant is known; if not, something else stands in for it. */
    default boolean isServedBy(VariantWeight variantWeight) {
        return true;
    }
}
