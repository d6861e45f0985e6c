package dev.chorus.mqtt.internal;

import dev.chorus.mqtt.api.Delivery;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Decides whether a link takes a delivery, which is then acknowledged. Safe for use by several threads. */
final class DeliveryGate {

    private Predicate<Delivery> taken = any -> true;

    /** Takes deliveries for an inlet as long as the gate is open for them; what is taken is there before {@link #close} returns. */
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

    /** Takes no further deliveries but the exempt ones. */
    synchronized void close(Predicate<Delivery> exempt) {
        taken = exempt;
    }
}
