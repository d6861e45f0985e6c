package dev.chorus.aggregator;

import dev.chorus.core.fusion.Fusion;
import dev.chorus.core.fusion.FusionStrategy;
import dev.chorus.core.fusion.ScaledSum;
import java.util.concurrent.atomic.AtomicReference;

/** A strategy that fails once, when the first result of a request is fused. Thread-safe. */
final class FailingStrategy implements FusionStrategy {

    private final FusionStrategy sound = new ScaledSum();
    private final AtomicReference<Error> failure;

    FailingStrategy(Error failure) {
        this.failure = new AtomicReference<>(failure);
    }

    @Override
    public String name() {
        return sound.name();
    }

    @Override
    public Fusion begin(int classes) {
        Error now = failure.getAndSet(null);
        if (now != null) {
            throw now;
        }
        return sound.begin(classes);
    }
}
