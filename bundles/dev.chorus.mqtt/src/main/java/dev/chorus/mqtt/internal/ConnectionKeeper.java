package dev.chorus.mqtt.internal;

import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.LinkState;
import dev.chorus.mqtt.api.LinkState.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that there is a connection: opens one, makes the subscriptions, lets the outbox flow, and when it breaks waits a
 * while and opens the next. Every connection is a new client; nothing is carried over but the outbox, and at the broker, for a
 * while, what it has for this client.
 *
 * <p>All its state changes on the link thread, where all its methods are called but {@link #state()} and {@link #wake()}.
 */
final class ConnectionKeeper {

    /** A connection that stood for less did not prove that all is well again: the pauses go on growing. */
    private static final Duration STEADY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionKeeper.class);

    private final String broker;
    private final int inFlightWindow;
    private final Duration connectTimeout;
    private final ConnectionFactory connections;
    private final LinkThread thread;
    private final Outbox outbox;
    private final Subscriptions subscriptions;
    private final Holds holds;
    private final Counters counters;
    private final Backoff backoff;
    private final Owner owner;

    private volatile LinkState state = new LinkState(Phase.CREATED, Optional.empty());
    private Session session;
    private boolean fresh = true;
    private Future<?> alarm;

    /** What the keeper tells of; called on the link thread, or for deliveries on threads of the client. */
    interface Owner {

        void connected();

        void lost(String problem);

        void delivered(Delivery delivery);
    }

    ConnectionKeeper(
            LinkSettings settings,
            ConnectionFactory connections,
            LinkThread thread,
            Outbox outbox,
            Subscriptions subscriptions,
            Holds holds,
            Counters counters,
            Backoff backoff,
            Owner owner) {
        this.broker = settings.broker().toString();
        this.inFlightWindow = settings.inFlightWindow();
        this.connectTimeout = settings.connectTimeout();
        this.connections = connections;
        this.thread = thread;
        this.outbox = outbox;
        this.subscriptions = subscriptions;
        this.holds = holds;
        this.counters = counters;
        this.backoff = backoff;
        this.owner = owner;
    }

    LinkState state() {
        return state;
    }

    /** Opens the next connection. */
    void connect() {
        if (state.phase() == Phase.CLOSED) {
            return;
        }
        state = new LinkState(Phase.CONNECTING, state.problem());
        session = new Session();
        session.connection = connections.create(session);
        alarm = thread.schedule(session::timedOut, connectTimeout);
        session.connection.open(fresh);
    }

    /** Has the outbox looked at, if there is a connection to send on; from any thread. */
    void wake() {
        if (state.connected()) {
            thread.execute(this::pump);
        }
    }

    private void pump() {
        if (session == null || !session.ready) {
            return;
        }
        Session sending = session;
        try {
            for (Parcel parcel = outbox.next(sending.window); parcel != null; parcel = outbox.next(sending.window)) {
                if (parcel.bytes() > sending.maximumPacketBytes) {
                    outbox.refused(
                            parcel, "the broker takes packets of at most " + sending.maximumPacketBytes + " bytes");
                } else {
                    sending.connection.publish(parcel);
                }
            }
        } catch (ConnectionException e) {
            sending.over(e.getMessage());
        }
    }

    private void offerAgain(Parcel parcel) {
        outbox.offerAgain(parcel);
        pump();
    }

    /** Makes a subscription on the connection that there is, if any; later ones make it by themselves. */
    void subscribe(String filter, int qos) {
        if (session != null && session.open) {
            session.subscribe(Map.of(filter, qos));
        }
    }

    /** Takes a subscription back on the connection that there is, if any. */
    void unsubscribe(String filter) {
        if (session == null || !session.open) {
            return;
        }
        try {
            session.connection.unsubscribe(filter);
        } catch (ConnectionException e) {
            session.over(e.getMessage());
        }
    }

    /** Lets publications to a topic wait no longer on the connection that there is, if any. */
    void release(String topic) {
        if (session != null && session.held.end(topic)) {
            session.flow(topic);
        }
    }

    /** Gives up the connection that there is, if any; connects again after the usual pause. */
    void renew() {
        fresh = true;
        if (session != null) {
            session.over("the connection to " + broker + " was given up");
        }
    }

    /**
     * Connects no more.
     *
     * @param orderly whether the broker is told, so that it publishes no will
     */
    void close(boolean orderly) {
        cancelAlarm();
        Session last = session;
        session = null;
        state = new LinkState(Phase.CLOSED, Optional.empty());
        if (last != null) {
            if (orderly && last.ready) {
                last.connection.finish();
            } else {
                last.connection.cut();
            }
        }
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel(false);
        }
    }

    /** One connection's life; what the client reports after its end is ignored. */
    private final class Session implements ConnectionEvents {

        private BrokerConnection connection;
        private boolean open;
        private boolean ready;
        private int window;
        private long maximumPacketBytes;
        private long readyNanos;
        private volatile Holds.OfConnection held = Holds.OfConnection.NONE;

        @Override
        public void opened(int receiveMaximum, long maximumPacket, boolean keepsSession, boolean keptSession) {
            onLinkThread(() -> {
                open = true;
                outbox.flow();
                if (!keptSession) {
                    hold();
                }
                fresh = !keepsSession;
                window = Math.min(inFlightWindow, receiveMaximum);
                maximumPacketBytes = maximumPacket;
                Map<String, Integer> filters = subscriptions.filters();
                if (filters.isEmpty()) {
                    ready(List.of());
                } else {
                    subscribe(filters);
                }
            });
        }

        /** Before anything can come in that might end it. */
        private void hold() {
            held = holds.begin();
            held.waiting().forEach((topic, hold) -> {
                outbox.hold(topic);
                thread.schedule(
                        () -> onLinkThread(() -> {
                            if (held.end(topic)) {
                                flow(topic);
                            }
                        }),
                        hold.atMost());
            });
        }

        private void flow(String topic) {
            outbox.flow(topic);
            pump();
        }

        @Override
        public void again() {
            onLinkThread(() -> {
                cancelAlarm();
                session = null;
                connection.finish();
                connect();
            });
        }

        private void subscribe(Map<String, Integer> filters) {
            try {
                connection.subscribe(filters);
            } catch (ConnectionException e) {
                over(e.getMessage());
            }
        }

        @Override
        public void subscribed(List<String> problems) {
            onLinkThread(() -> {
                problems.forEach(problem -> counters.refused.increment());
                if (!ready) {
                    ready(problems);
                } else if (!problems.isEmpty()) {
                    state = new LinkState(Phase.CONNECTED, Optional.of(String.join("; ", problems)));
                }
            });
        }

        private void ready(List<String> problems) {
            cancelAlarm();
            ready = true;
            readyNanos = System.nanoTime();
            counters.connects.increment();
            state = new LinkState(
                    Phase.CONNECTED, problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems)));
            LOG.info("Connected to {}", broker);
            problems.forEach(LOG::warn);
            owner.connected();
            pump();
        }

        @Override
        public void published(Parcel parcel, Optional<String> refusal) {
            onLinkThread(() -> {
                refusal.ifPresentOrElse(problem -> outbox.refused(parcel, problem), () -> outbox.delivered(parcel));
                pump();
            });
        }

        @Override
        public void unheard(Parcel parcel) {
            onLinkThread(() -> {
                outbox.unheard(parcel);
                if (parcel.untilHeard()) {
                    thread.schedule(() -> offerAgain(parcel), parcel.rest(System.nanoTime()));
                }
                pump();
            });
        }

        @Override
        public void delivered(Delivery delivery) {
            held.heard(delivery).forEach(topic -> onLinkThread(() -> flow(topic)));
            owner.delivered(delivery);
        }

        @Override
        public void ended(String problem) {
            onLinkThread(() -> over(problem));
        }

        private void timedOut() {
            onLinkThread(() ->
                    over(broker + " did not complete the connection within " + connectTimeout.toMillis() + " ms"));
        }

        private void over(String problem) {
            cancelAlarm();
            session = null;
            boolean known = state.problem().equals(Optional.of(problem));
            state = new LinkState(Phase.WAITING, Optional.of(problem));
            connection.cut();
            outbox.connectionLost();
            if (ready) {
                counters.losses.increment();
                if (System.nanoTime() - readyNanos >= STEADY.toNanos()) {
                    backoff.reset();
                }
                owner.lost(problem);
            } else {
                counters.failedConnects.increment();
            }
            Duration pause = backoff.next();
            report(problem, known, pause);
            alarm = thread.schedule(ConnectionKeeper.this::connect, pause);
        }

        private void onLinkThread(Runnable step) {
            thread.execute(() -> {
                if (session == this) {
                    step.run();
                }
            });
        }
    }

    /** The same problem again and again is worth one warning. */
    private static void report(String problem, boolean known, Duration pause) {
        String line = problem + "; next attempt in " + pause.toMillis() + " ms";
        if (known) {
            LOG.debug(line);
        } else {
            LOG.warn(line);
        }
    }
}
