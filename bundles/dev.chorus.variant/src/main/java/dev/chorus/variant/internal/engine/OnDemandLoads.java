package dev.chorus.variant.internal.engine;

import dev.chorus.core.concurrent.SerialExecutor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Loads models for callers that need them at once. The load runs on the engine's thread; callers of the same model
 * share it and wait a bounded time, since a caller may be a thread that Kura's components share. A failed load is not
 * repeated for a while: a caller with ten records a second would otherwise read the same bad file ten times a second.
 * Safe for any thread.
 */
final class OnDemandLoads {

    /** Loads one model, unless it is loaded; called on the engine's thread. */
    @FunctionalInterface
    interface Loading {

        /** @throws EngineException if the model cannot be loaded */
        void load(String name) throws EngineException;
    }

    private final SerialExecutor executor;
    private final Loading loading;
    private final Duration waitLimit;
    private final Duration retryPause;
    /** Loads in progress, and loads that failed less than a pause ago. */
    private final Map<String, CompletableFuture<Void>> loads = new ConcurrentHashMap<>();

    private volatile boolean closed;

    /**
     * @param executor runs the loads; closed by its owner
     * @param waitLimit how long one caller waits
     * @param retryPause how long a failed load fails all calls for that model
     */
    OnDemandLoads(SerialExecutor executor, Loading loading, Duration waitLimit, Duration retryPause) {
        this.executor = executor;
        this.loading = loading;
        this.waitLimit = waitLimit;
        this.retryPause = retryPause;
    }

    /**
     * Waits until the model is loaded.
     *
     * @param name of a model that is offered
     * @throws EngineException if it cannot be loaded, or not within the limit: then loading continues
     */
    void await(String name) throws EngineException {
        CompletableFuture<Void> load = loads.computeIfAbsent(name, this::begin);
        if (closed) {
            load.completeExceptionally(stopped());
        }
        try {
            load.get(waitLimit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw EngineException.rethrown(e.getCause());
        } catch (TimeoutException e) {
            throw EngineException.failed(
                    "model '" + name + "' is still being loaded after " + waitLimit.toMillis() + " ms; try again later",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EngineException.failed("interrupted while model '" + name + "' is being loaded", e);
        }
    }

    private CompletableFuture<Void> begin(String name) {
        CompletableFuture<Void> load = new CompletableFuture<>();
        executor.execute(() -> run(name, load));
        return load;
    }

    private void run(String name, CompletableFuture<Void> load) {
        try {
            loading.load(name);
            // Removed first, so that a caller after an unload does not find a completed load.
            loads.remove(name, load);
            load.complete(null);
        } catch (EngineException e) {
            fail(name, load, e);
        } catch (Throwable e) {
            fail(name, load, EngineException.failed("model '" + name + "' cannot be loaded: " + e, e));
            throw e;
        }
    }

    private void fail(String name, CompletableFuture<Void> load, EngineException refusal) {
        load.completeExceptionally(refusal);
        executor.schedule(() -> loads.remove(name, load), retryPause);
    }

    /** Removes failed loads: the cause of the failures may have changed. */
    void retryFailed() {
        loads.values().removeIf(CompletableFuture::isDone);
    }

    /** Releases all callers and rejects later ones. */
    void close() {
        closed = true;
        loads.values().forEach(load -> load.completeExceptionally(stopped()));
    }

    /** Returns the rejection of a closed engine. */
    static EngineException stopped() {
        return EngineException.failed("the inference engine is stopped", null);
    }
}
