package dev.chorus.variant.internal.service;

import dev.chorus.variant.internal.Await;
import dev.chorus.variant.internal.model.ModelCatalog;
import dev.chorus.variant.internal.model.ModelPlace;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Model bundles that tests start and stop. */
public final class FakeCatalog implements ModelCatalog {

    private final Map<ModelPlace, String> places = new ConcurrentHashMap<>();
    private volatile Listener listener;
    public volatile Thread openedOn;
    public volatile boolean closed;
    /** Thrown by the next call of {@link #offering}. */
    public final AtomicReference<Throwable> nextFailure = new AtomicReference<>();

    public void add(ModelPlace place, String familyName, String variantId) {
        places.put(place, familyName + "/" + variantId);
        if (listener != null) {
            listener.modelAdded();
        }
    }

    /**
     * Waits until the catalog is open, since places are added and removed only then; its owner opens it on another
     * thread.
     */
    public void remove(ModelPlace place) {
        Await.until(() -> listener != null, () -> "the catalog is not opened");
        places.remove(place);
        listener.modelRemoved();
    }

    @Override
    public void open(Listener listener) {
        openedOn = Thread.currentThread();
        this.listener = listener;
        places.forEach((place, name) -> listener.modelAdded());
    }

    @Override
    public List<ModelPlace> offering(String familyName, String variantId) {
        Throwable failure = nextFailure.getAndSet(null);
        if (failure != null) {
            FakeCatalog.<RuntimeException>sneakyThrow(failure);
        }
        String wanted = familyName + "/" + variantId;
        return places.entrySet().stream()
                .filter(place -> place.getValue().equals(wanted))
                .map(Map.Entry::getKey)
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneakyThrow(Throwable failure) throws T {
        throw (T) failure;
    }

    @Override
    public List<String> offers() {
        return places.values().stream().distinct().toList();
    }

    @Override
    public void close() {
        closed = true;
    }
}
