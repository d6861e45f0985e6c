package dev.chorus.variant.internal.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds the loaded models by name. A borrowed model stays open until it is returned, even if it is replaced or
 * removed meanwhile; the last return closes it. Safe for any thread; never blocks.
 */
final class HeldModels {

    /** Uses a borrowed model. */
    @FunctionalInterface
    interface Task<R> {

        /** @param model not closed before this returns */
        R run(HeldModel model) throws EngineException;
    }

    private final Map<String, HeldModel> byName = new ConcurrentHashMap<>();

    /** Returns the model loaded under a name, without borrowing it. */
    Optional<HeldModel> find(String name) {
        return Optional.ofNullable(name).map(byName::get);
    }

    /** Returns the names of all models, sorted. */
    List<String> names() {
        return byName.keySet().stream().sorted().toList();
    }

    /** Adds a model in place of the previous one of that name. */
    void put(HeldModel model) {
        release(byName.put(model.description().name(), model));
    }

    /** Removes a model if it is loaded. */
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
     * Borrows a model for a task.
     *
     * @throws EngineException if no model of that name is loaded, or from the task
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

    /** Reports that a model is not loaded, and which models are. */
    EngineException notLoaded(String name) {
        return EngineException.invalid("model '" + name + "' is not loaded, loaded models are " + names());
    }
}
