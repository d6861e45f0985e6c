package dev.chorus.variant.internal.model;

import java.util.List;

/** Knows the places that offer models by themselves, and says when they come and go. */
public interface ModelCatalog extends AutoCloseable {

    /** Told of changes, on any thread; must not block. */
    interface Listener {

        /** One more place is there. */
        void modelAdded();

        /** A place is there no longer, perhaps only to come back as another version. */
        void modelRemoved();
    }

    /** Finds the places that are there already, telling of each, and hears of all others from now on. */
    void open(Listener listener);

    /** The places that say that they have the variant; may change with every call. */
    List<ModelPlace> offering(String familyName, String variantId);

    /** The variants that places say they have, each once, as {@code family/variant}; may change with every call. */
    List<String> offers();

    /** Looks no longer. */
    @Override
    void close();
}
