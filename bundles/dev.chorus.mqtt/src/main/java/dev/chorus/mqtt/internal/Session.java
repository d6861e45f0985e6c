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
 * One connection's life: it opens, makes the subscriptions, lets the outbox flow, and ends. What the client reports after its end is
 * ignored.
 *
 * <p>All its state changes on the link thread, where all its methods are called but those of {@link ConnectionEvents}.
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

    /** Whom a session tells; called on the link thread. */
    interface Keeper {

        /** Whether that is the session that there is. */
        boolean keeps(Session session);

        /**
         * @param granted what the broker takes
         * @param keepsSession whether the broker keeps what it has for this client for a while
         * @param keptSession whether it has kept that from the connection before
         */
        void opened(BrokerLimits granted, boolean keepsSession, boolean keptSession);

        /** Publications flow, and subscriptions are made but for those problems. */
        void ready(Collection<String> problems);

        /** The problems that there are now: subscriptions that are refused. */
        void changed(Collection<String> problems);

        /**
         * The next one is to be opened at once.
         *
         * @param startFresh whether the broker is to forget what it kept for this client
         */
        void reconnectNow(boolean startFresh);

        /** What nobody heard is to be offered once more after a while, on whatever connection there is then. */
        void offerAgain(OutboundMessage outbound, Duration after);

        /** @param stood for how long publications flowed; empty if it never came to that */
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

    /** @param fresh whether the broker is to forget what it had for this client */
    void begin(ConnectionFactory connections, boolean fresh) {
        attempt(() -> {
            connection = connections.create(this);
            connection.open(fresh);
        });
    }

    /** Sends what the broker takes at present. */
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

    /** Makes subscriptions; before the connection is open that is left to its opening. */
    void subscribe(Map<String, Integer> filters) {
        if (!open) {
            return;
        }
        for (Map<String, Integer> packet : pending.packets(filters, limits)) {
            attempt(() -> connection.subscribe(packet));
        }
        subscriptionsChanged();
    }

    /** Takes a subscription back. */
    void unsubscribe(String filter) {
        pending.forget(filter);
        subscriptionsChanged();
        if (open && limits.refusal(TopicFilter.parse(filter)).isEmpty()) {
            attempt(() -> connection.unsubscribe(filter));
        }
    }

    /** Lets publications to a topic wait no longer. */
    void release(String topic) {
        if (held.end(topic)) {
            flow(topic);
        }
    }

    /**
     * Ends it, and tells nobody.
     *
     * @param orderly whether the broker is told, so that it publishes no will
     * @param keepSession whether the broker, if it is told, keeps the session
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
        // None where the client could not be created.
        if (connection != null) {
            connection.cut();
        }
    }

    /** Ends it without a word to the broker, unless it has ended before. */
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

    /** What may find that the connection is no more. */
    private interface Step {

        void run() throws ConnectionException;
    }

    private void attempt(Step step) {
        try {
            step.run();
        } catch (ConnectionException e) {
            connectionLost(e.getMessage());
        } catch (RuntimeException | Error e) {
            // What was being sent would be in flight for ever: it goes to the next connection.
            connectionLost("an internal error made the connection unusable: " + e);
            throw e;
        }
    }

    private void flow(String topic) {
        outbox.flow(topic);
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
            outbox.flow();
            if (!keptSession) {
                hold();
            }
            subscribe(subscriptions.filters());
        });
    }

    /** Before anything can come in that might end it. */
    private void hold() {
        held = gates.begin();
        held.waiting().forEach((topic, hold) -> {
            outbox.hold(topic);
            thread.schedule(() -> unlessOver(() -> release(topic)), hold.atMost());
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
        held.received(delivery).forEach(topic -> onLinkThread(() -> flow(topic)));
        return inlet.test(delivery);
    }

    @Override
    public void ended(String problem, EndReason reason) {
        onLinkThread(() -> connectionLost(problem, reason));
    }
}
