package dev.chorus.variant.internal.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The loaded models by their names. Whoever borrows one finishes on it, also when it is replaced or removed meanwhile; the last
 * to give it back closes it. Safe for any thread; nobody waits.
 */
final class HeldModels {

    /** What is done with a borrowed model. */
    @FunctionalInterface
    interface Task<R> {

        /** @param model not closed before this returns */
        R run(HeldModel model) throws EngineException;
    }

    private final Map<String, HeldModel> byName = new ConcurrentHashMap<>();

    /** What is loaded under a name, for a look at it. */
    Optional<HeldModel> find(String name) {
        return Optional.ofNullable(name).map(byName::get);
    }

    /** Their names, sorted. */
    List<String> names() {
        return byName.keySet().stream().sorted().toList();
    }

    /** Puts a model in, in the place of the one before. */
    void put(HeldModel model) {
        release(byName.put(model.description().name(), model));
    }

    /** Takes a model out, if it is in. */
    boolean remove(String name) {
        HeldModel removed = byName.remove(name);
        release(removed);
        return removed != null;
    }

    private static void release(HeldModel model) {
        if (model != null) {
            model.session().release();
        }
    }

    /**
     * Borrows a model.
     *
     * @throws EngineException if none of that name is loaded, or from the task
     */
    <R> R borrow(String name, Task<R> task) throws EngineException {
        while (true) {
            HeldModel model = find(name).orElseThrow(() -> notLoaded(name));
            if (model.session().retain()) {
                try {
                    return task.run(model);
                } finally {
                    model.session().release();
                }
            }
        }
    }

    /** Says that it is not there, and what is. */
    EngineException notLoaded(String name) {
        return EngineException.wrong("model '" + name + "' is not loaded, loaded are " + names());
    }
}
