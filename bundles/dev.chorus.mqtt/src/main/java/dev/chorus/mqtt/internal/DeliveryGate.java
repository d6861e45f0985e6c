package dev.chorus.mqtt.internal;

import dev.chorus.mqtt.api.Delivery;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Decides whether a link takes a delivery, which is then acknowledged. Thread-safe. */
final class DeliveryGate {

    private Predicate<Delivery> taken = any -> true;

    /**
     * Returns a predicate that passes deliveries to an inlet while the gate is open for them. Deliveries taken are in
     * the inlet before {@link #close} returns.
     */
    Predicate<Delivery> before(Consumer<Delivery> inlet) {
        return delivery -> pass(delivery, inlet);
    }

    private synchronized boolean pass(Delivery delivery, Consumer<Delivery> inlet) {
        boolean passes = taken.test(delivery);
        if (passes) {
            inlet.accept(delivery);
        }
        return passes;
    }

    /** Takes no further deliveries except the exempt ones. */
    synchronized void close(Predicate<Delivery> exempt) {
        taken = exempt;
    }
}
