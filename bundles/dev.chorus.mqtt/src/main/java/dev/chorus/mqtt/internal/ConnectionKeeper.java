package dev.chorus.mqtt.internal;

import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.LinkState;
import dev.chorus.mqtt.api.LinkState.Phase;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the link connected: opens a connection, and after it breaks and a pause opens the next one. Every connection
 * is a new client; only the outbox carries over, and at the broker, for a while, the session.
 *
 * <p>All state changes on the link thread, where all methods are called except {@link #state()} and {@link #wake()}.
 */
final class ConnectionKeeper implements Session.Keeper {

    /** A connection that lasted less does not show that the problem is solved: the pauses continue to grow. */
    private static final Duration STEADY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionKeeper.class);

    private final String broker;
    private final int inFlightWindow;
    private final Duration connectTimeout;
    private final ConnectionFactory connections;
    private final SerialExecutor thread;
    private final Outbox outbox;
    private final Subscriptions subscriptions;
    private final PublishGates gates;
    private final LinkCounters counters;
    private final Backoff backoff;
    private final TakeoverDetector takeovers;
    private final Owner owner;

    private volatile boolean resumed;
    private boolean openedBefore;
    private volatile LinkState state = new LinkState(Phase.CREATED, Optional.empty());
    private Session session;
    private boolean fresh;
    private Future<?> alarm;
    private Collection<String> refusals = List.of();
    /** The problem logged last; null once it is resolved. */
    private String reported;

    /** Receives the keeper's events on the link thread. */
    interface Owner {

        /**
         * Returns what takes the deliveries of the next connection, on threads of the client; false for those that
         * must not be acknowledged.
         */
        Predicate<Delivery> inlet();

        void connected();

        void lost(String problem);
    }

    ConnectionKeeper(
            LinkSettings settings,
            ConnectionFactory connections,
            SerialExecutor thread,
            Outbox outbox,
            Subscriptions subscriptions,
            PublishGates gates,
            LinkCounters counters,
            Backoff backoff,
            Owner owner) {
        this.broker = settings.broker().toString();
        this.fresh = !settings.resumesSession();
        this.inFlightWindow = settings.inFlightWindow();
        this.connectTimeout = settings.connectTimeout();
        this.connections = connections;
        this.thread = thread;
        this.outbox = outbox;
        this.subscriptions = subscriptions;
        this.gates = gates;
        this.counters = counters;
        this.backoff = backoff;
        this.takeovers = new TakeoverDetector(settings.clientId(), broker, settings.maxBackoff());
        this.owner = owner;
    }

    LinkState state() {
        return state;
    }

    /** Whether the first connection resumed a session. */
    boolean resumed() {
        return resumed;
    }

    /** Opens the next connection. */
    void connect() {
        if (state.phase() == Phase.CLOSED) {
            return;
        }
        state = new LinkState(Phase.CONNECTING, state.problem());
        Session next = new Session(thread, outbox, subscriptions, gates, counters, inFlightWindow, owner.inlet(), this);
        session = next;
        alarm = thread.schedule(() -> timedOut(next), connectTimeout);
        next.begin(connections, fresh);
    }

    private void timedOut(Session slow) {
        if (session == slow) {
            slow.connectionLost(
                    broker + " did not complete the connection within " + connectTimeout.toMillis() + " ms");
        }
    }

    /** Sends waiting publications if there is a connection; thread-safe. */
    void wake() {
        if (state.connected()) {
            thread.execute(() -> withSession(Session::pump));
        }
    }

    private void withSession(Consumer<Session> step) {
        if (session != null) {
            step.accept(session);
        }
    }

    /** Subscribes on the current connection, if any; later ones subscribe by themselves. */
    void subscribe(String filter, int qos) {
        withSession(present -> present.subscribe(Map.of(filter, qos)));
    }

    /** Unsubscribes on the current connection, if any. */
    void unsubscribe(String filter) {
        withSession(present -> present.unsubscribe(filter));
    }

    /** Stops delaying publications to a topic on the current connection, if any. */
    void release(String topic) {
        withSession(present -> present.release(topic));
    }

    /** Drops the current connection, if any; reconnects after the usual pause. */
    void renew() {
        fresh = true;
        withSession(present -> present.connectionLost("the connection to " + broker + " was closed to be renewed"));
    }

    /**
     * Closes the current connection and opens no more; does nothing the second time.
     *
     * @param orderly whether to send DISCONNECT, so that the broker publishes no will
     * @param keepSession whether the broker keeps the session, if DISCONNECT is sent
     */
    void close(boolean orderly, boolean keepSession) {
        cancelAlarm();
        Session last = session;
        session = null;
        state = new LinkState(Phase.CLOSED, Optional.empty());
        if (last != null) {
            last.close(orderly, keepSession);
        }
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel(false);
        }
    }

    @Override
    public boolean keeps(Session candidate) {
        return session == candidate;
    }

    @Override
    public void opened(BrokerLimits granted, boolean keepsSession, boolean keptSession) {
        counters.maximumPacketBytes = granted.maximumPacketBytes();
        resumed |= keptSession && !openedBefore;
        openedBefore = true;
        fresh = !keepsSession;
    }

    @Override
    public void ready(Collection<String> problems) {
        cancelAlarm();
        counters.connects.increment();
        changed(problems);
        LOG.info("Connected to {}", broker);
        Session present = session;
        if (takeovers.problem().isPresent()) {
            alarm = thread.schedule(() -> noTakeover(present), takeovers.quietTime());
        } else {
            reported = null;
        }
        owner.connected();
    }

    /** Called when no other client has taken the session over for a while. */
    private void noTakeover(Session steady) {
        if (session == steady) {
            takeovers.clear();
            backoff.reset();
            reported = null;
            changed(refusals);
            LOG.info(
                    "No other client has taken the session over for {} s",
                    takeovers.quietTime().toSeconds());
        }
    }

    @Override
    public void changed(Collection<String> problems) {
        refusals = problems;
        String all =
                Stream.concat(takeovers.problem().stream(), problems.stream()).collect(Collectors.joining("; "));
        state = new LinkState(Phase.CONNECTED, all.isEmpty() ? Optional.empty() : Optional.of(all));
    }

    @Override
    public void reconnectNow(boolean startFresh) {
        fresh |= startFresh;
        cancelAlarm();
        session = null;
        connect();
    }

    @Override
    public void offerAgain(OutboundMessage outbound, Duration after) {
        thread.schedule(
                () -> {
                    outbox.offerAgain(outbound);
                    withSession(Session::pump);
                },
                after);
    }

    @Override
    public void connectionLost(String ending, EndReason reason, Optional<Duration> stood) {
        cancelAlarm();
        session = null;
        takeovers.ended(reason, stood.orElse(Duration.ZERO));
        String problem = takeovers.problem().orElse(ending);
        state = new LinkState(Phase.WAITING, Optional.of(problem));
        if (stood.isPresent()) {
            counters.losses.increment();
            if (takeovers.problem().isEmpty() && stood.get().compareTo(STEADY) >= 0) {
                backoff.reset();
            }
            owner.lost(problem);
        } else {
            counters.failedConnects.increment();
        }
        Duration pause = takeovers.isCertain() ? backoff.longest() : backoff.next();
        report(problem, pause);
        alarm = thread.schedule(this::connect, pause);
    }

    /** Logs a repeated problem only once as a warning. */
    private void report(String problem, Duration pause) {
        String line = problem + "; next attempt in " + pause.toMillis() + " ms";
        if (problem.equals(reported)) {
            LOG.debug(line);
        } else {
            LOG.warn(line);
        }
        reported = problem;
    }
}
