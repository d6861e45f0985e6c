package dev.chorus.variant.internal.model;

import dev.chorus.inference.api.LoadedModel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Holds the model that answers, and swaps it while others use it: who leased the old one finishes on it, and the last to
 * give it back closes it. Safe for any thread; nobody waits.
 */
public final class ModelSlot {

    private final AtomicReference<Shared<LoadedModel>> current = new AtomicReference<>();

    /** A model for one picture, if there is one; to be closed soon. */
    public Optional<Lease> lease() {
        while (true) {
            Shared<LoadedModel> shared = current.get();
            if (shared == null) {
                return Optional.empty();
            }
            if (shared.retain()) {
                return Optional.of(new Lease(shared));
            }
        }
    }

    /**
     * Puts a model in and lets go of the one before.
     *
     * @param next taken over; null leaves the slot empty
     */
    public void replace(LoadedModel next) {
        Shared<LoadedModel> previous = current.getAndSet(
                next == null
                        ? null
                        : new Shared<>(next, model -> model.session().close()));
        if (previous != null) {
            previous.release();
        }
    }

    /** A model that will not be closed before this is. */
    public static final class Lease implements AutoCloseable {

        private final AtomicReference<Shared<LoadedModel>> shared;
        private final LoadedModel model;

        private Lease(Shared<LoadedModel> shared) {
            this.shared = new AtomicReference<>(shared);
            this.model = shared.value();
        }

        /** Good until the lease is closed. */
        public LoadedModel model() {
            return model;
        }

        /** Gives it back; later calls do nothing. */
        @Override
        public void close() {
            Shared<LoadedModel> held = shared.getAndSet(null);
            if (held != null) {
                held.release();
            }
        }
    }
}
