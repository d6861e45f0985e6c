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
            // Before it is retained: what cannot be created for lack of memory would never be released.
            Optional<Lease> lease = Optional.of(new Lease(shared));
            if (shared.retain()) {
                return lease;
            }
        }
    }

    /**
     * Puts a model in and lets go of the one before.
     *
     * @param next taken over; null leaves the slot empty
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
