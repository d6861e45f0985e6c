package dev.chorus.variant.internal.model;

import dev.chorus.inference.api.LoadedModel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Holds the current model and replaces it while it is in use: a lease stays valid until it is closed, and the last
 * lease of a replaced model closes it. Safe for any thread; never blocks.
 */
public final class ModelSlot {

    private final AtomicReference<Shared<LoadedModel>> current = new AtomicReference<>();

    /** Leases the model for one picture, if there is one; the lease must be closed soon. */
    public Optional<Lease> lease() {
        while (true) {
            Shared<LoadedModel> shared = current.get();
            if (shared == null) {
                return Optional.empty();
            }
            // Created before the model is retained: if the creation fails for lack of memory, the model is not
            // leaked.
            Optional<Lease> lease = Optional.of(new Lease(shared));
            if (shared.retain()) {
                return lease;
            }
        }
    }

    /**
     * Replaces the model and releases the previous one.
     *
     * @param next owned by the slot from now on; null leaves the slot empty
     */
    public void replace(LoadedModel next) {
        Shared<LoadedModel> previous = current.getAndSet(next == null ? null : shared(next));
        if (previous != null) {
            previous.release();
        }
    }

    private static Shared<LoadedModel> shared(LoadedModel model) {
        try {
            return new Shared<>(model, last -> last.session().close());
        } catch (Throwable e) {
            model.session().close();
            throw e;
        }
    }

    /** A model that stays open until the lease is closed. */
    public static final class Lease implements AutoCloseable {

        private final AtomicReference<Shared<LoadedModel>> shared;
        private final LoadedModel model;

        private Lease(Shared<LoadedModel> shared) {
            this.shared = new AtomicReference<>(shared);
            this.model = shared.value();
        }

        /** Returns the model; valid until the lease is closed. */
        public LoadedModel model() {
            return model;
        }

        /** Ends the lease; later calls have no effect. */
        @Override
        public void close() {
            Shared<LoadedModel> held = shared.getAndSet(null);
            if (held != null) {
                held.release();
            }
        }
    }
}
