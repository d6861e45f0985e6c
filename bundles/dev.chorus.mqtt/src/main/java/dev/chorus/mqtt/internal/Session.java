package dev.chorus.mqtt.internal;

import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.TopicFilter;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Runs one connection: opens it, makes the subscriptions, sends the outbox, and ends. Events after its end are
 * ignored.
 *
 * <p>All state changes on the link thread, where all methods are called except those of {@link ConnectionEvents}.
 */
final class Session implements ConnectionEvents {

    private final SerialExecutor thread;
    private final Outbox outbox;
    private final Subscriptions subscriptions;
    private final PublishGates gates;
    private final int inFlightWindow;
    private final Predicate<Delivery> inlet;
    private final Keeper keeper;

    private final PendingSubscriptions pending;

    private BrokerConnection connection;
    private boolean open;
    private boolean ready;
    private BrokerLimits limits = BrokerLimits.NONE;
    private long readyNanos;
    private volatile PublishGates.OfConnection held = PublishGates.OfConnection.NONE;
    /** Read on threads of the client, whose deliveries the link thread cannot stop. */
    private volatile boolean over;

    /** Receives the events of a session; called on the link thread. */
    interface Keeper {

        /** Whether this is the current session. */
        boolean keeps(Session session);

        /**
         * Called when the connection is open.
         *
         * @param granted limits of the broker
         * @param keepsSession whether the broker keeps the session for a while
         * @param keptSession whether it has kept the session of the previous connection
         */
        void opened(BrokerLimits granted, boolean keepsSession, boolean keptSession);

        /** Called when publications are sent, and subscriptions are made except for the given problems. */
        void ready(Collection<String> problems);

        /** Called with the current problems: subscriptions that are rejected. */
        void changed(Collection<String> problems);

        /**
         * Requests the next connection at once.
         *
         * @param startFresh whether the broker discards the session of this client
         */
        void reconnectNow(boolean startFresh);

        /** Requests that a message without subscriber is sent again after a while, on the connection of that time. */
        void offerAgain(OutboundMessage outbound, Duration after);

        /** @param stood how long publications were sent; empty if the connection was never ready */
        void connectionLost(String problem, EndReason reason, Optional<Duration> stood);
    }

    Session(
            SerialExecutor thread,
            Outbox outbox,
            Subscriptions subscriptions,
            PublishGates gates,
            LinkCounters counters,
            int inFlightWindow,
            Predicate<Delivery> inlet,
            Keeper keeper) {
        this.thread = thread;
        this.outbox = outbox;
        this.subscriptions = subscriptions;
        this.gates = gates;
        this.pending = new PendingSubscriptions(subscriptions, counters);
        this.inFlightWindow = inFlightWindow;
        this.inlet = inlet;
        this.keeper = keeper;
    }

    /** @param fresh whether the broker discards the session of this client */
    void begin(ConnectionFactory connections, boolean fresh) {
        attempt(() -> {
            connection = connections.create(this);
            connection.open(fresh);
        });
    }

    /** Sends what the broker accepts at present. */
    void pump() {
        if (!ready || !keeper.keeps(this)) {
            return;
        }
        attempt(() -> {
            int window = Math.min(inFlightWindow, limits.receiveMaximum());
            for (OutboundMessage outbound = outbox.next(window); outbound != null; outbound = outbox.next(window)) {
                Optional<String> refusal = limits.refusal(outbound);
                if (refusal.isPresent()) {
                    outbox.refused(outbound, refusal.get());
                } else {
                    connection.publish(outbound);
                }
            }
        });
    }

    /** Subscribes; before the connection is open, opening it does so. */
    void subscribe(Map<String, Integer> filters) {
        if (!open) {
            return;
        }
        for (Map<String, Integer> packet : pending.packets(filters, limits)) {
            attempt(() -> connection.subscribe(packet));
        }
        subscriptionsChanged();
    }

    /** Unsubscribes. */
    void unsubscribe(String filter) {
        pending.remove(filter);
        subscriptionsChanged();
        if (open && limits.refusal(TopicFilter.parse(filter)).isEmpty()) {
            attempt(() -> connection.unsubscribe(filter));
        }
    }

    /** Stops delaying publications to a topic. */
    void release(String topic) {
        if (held.end(topic)) {
            releaseTopic(topic);
        }
    }

    /**
     * Closes the connection without an event.
     *
     * @param orderly whether to send DISCONNECT, so that the broker publishes no will
     * @param keepSession whether the broker keeps the session, if DISCONNECT is sent
     */
    void close(boolean orderly, boolean keepSession) {
        if (orderly && ready) {
            connection.finish(keepSession);
        } else {
            cut();
        }
    }

    private void cut() {
        over = true;
        // Null if the client could not be created.
        if (connection != null) {
            connection.cut();
        }
    }

    /** Closes the connection without DISCONNECT, unless it has ended before. */
    void connectionLost(String problem) {
        connectionLost(problem, EndReason.OTHER);
    }

    private void connectionLost(String problem, EndReason reason) {
        if (!keeper.keeps(this)) {
            return;
        }
        cut();
        // Before publications fail: a publisher may then close the link.
        keeper.connectionLost(
                problem,
                reason,
                ready ? Optional.of(Duration.ofNanos(System.nanoTime() - readyNanos)) : Optional.empty());
        outbox.connectionLost();
    }

    /** A step that fails if the connection has ended. */
    private interface Step {

        void run() throws ConnectionException;
    }

    private void attempt(Step step) {
        try {
            step.run();
        } catch (ConnectionException e) {
            connectionLost(e.getMessage());
        } catch (RuntimeException | Error e) {
            // What was being sent would be in flight forever: it goes to the next connection.
            connectionLost("an internal error made the connection unusable: " + e);
            throw e;
        }
    }

    private void releaseTopic(String topic) {
        outbox.release(topic);
        pump();
    }

    private void onLinkThread(Runnable step) {
        thread.execute(() -> unlessOver(step));
    }

    private void unlessOver(Runnable step) {
        if (keeper.keeps(this)) {
            step.run();
        }
    }

    @Override
    public void opened(BrokerLimits granted, boolean keepsSession, boolean keptSession) {
        onLinkThread(() -> {
            open = true;
            limits = granted;
            keeper.opened(granted, keepsSession, keptSession);
            outbox.release();
            if (!keptSession) {
                delayPublications();
            }
            subscribe(subscriptions.filters());
        });
    }

    /** Before a delivery can arrive that ends the delay. */
    private void delayPublications() {
        held = gates.begin();
        held.waiting().forEach((topic, gate) -> {
            outbox.hold(topic);
            thread.schedule(() -> unlessOver(() -> release(topic)), gate.atMost());
        });
    }

    @Override
    public void reconnectNow(boolean startFresh) {
        onLinkThread(() -> {
            connection.finish(true);
            keeper.reconnectNow(startFresh);
        });
    }

    @Override
    public void subscribed(Map<String, Optional<String>> answers) {
        onLinkThread(() -> {
            pending.answered(answers);
            subscriptionsChanged();
        });
    }

    private void subscriptionsChanged() {
        if (!keeper.keeps(this)) {
            return;
        }
        if (ready) {
            keeper.changed(pending.refusals());
        } else if (open && pending.isComplete()) {
            ready();
        }
    }

    @Override
    public void refused(String problem) {
        onLinkThread(() -> pending.refuse(problem));
    }

    private void ready() {
        ready = true;
        readyNanos = System.nanoTime();
        keeper.ready(pending.refusals());
        pump();
    }

    @Override
    public void published(OutboundMessage outbound, Optional<String> refusal) {
        onLinkThread(() -> {
            refusal.ifPresentOrElse(problem -> outbox.refused(outbound, problem), () -> outbox.delivered(outbound));
            pump();
        });
    }

    @Override
    public void unheard(OutboundMessage outbound) {
        onLinkThread(() -> {
            outbox.unheard(outbound);
            if (outbound.untilHeard()) {
                keeper.offerAgain(outbound, outbound.rest(System.nanoTime()));
            }
            pump();
        });
    }

    @Override
    public boolean delivered(Delivery delivery) {
        if (over) {
            return false;
        }
        held.received(delivery).forEach(topic -> onLinkThread(() -> releaseTopic(topic)));
        return inlet.test(delivery);
    }

    @Override
    public void ended(String problem, EndReason reason) {
        onLinkThread(() -> connectionLost(problem, reason));
    }
}
