package dev.chorus.variant.internal.model;

import java.util.List;

/** Tracks the places that offer models, and reports additions and removals. */
public interface ModelCatalog extends AutoCloseable {

    /** Receives changes, on any thread; must not block. */
    interface Listener {

        /** A place was added. */
        void modelAdded();

        /** A place was removed, possibly to return in another version. */
        void modelRemoved();
    }

    /** Reports the places that exist already, and every later change. */
    void open(Listener listener);

    /** Returns the places that declare the variant; may change with every call. */
    List<ModelPlace> offering(String familyName, String variantId);

    /** Returns the variants that places declare, each once, as {@code family/variant}; may change with every call. */
    List<String> offers();

    /** Stops tracking. */
    @Override
    void close();
}
