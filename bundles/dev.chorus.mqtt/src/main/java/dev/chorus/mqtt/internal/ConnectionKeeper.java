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
 * Sees to it that there is a connection: opens one, and when it breaks waits a while and opens the next. Every connection is a
 * new client; nothing is carried over but the outbox, and at the broker, for a while, what it has for this client.
 *
 * <p>All its state changes on the link thread, where all its methods are called but {@link #state()} and {@link #wake()}.
 */
final class ConnectionKeeper implements Session.Keeper {

    /** A connection that stood for less did not prove that all is well again: the pauses go on growing. */
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
    /** What was logged last; null once all is well. */
    private String reported;

    /** Receives the keeper's events, on the link thread. */
    interface Owner {

        /** Takes the deliveries of the next connection, on threads of the client; false for those that must not be acknowledged. */
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

    /** Whether the first connection continued a session. */
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

    /** Has the outbox looked at, if there is a connection to send on; from any thread. */
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

    /** Makes a subscription on the connection that there is, if any; later ones make it by themselves. */
    void subscribe(String filter, int qos) {
        withSession(present -> present.subscribe(Map.of(filter, qos)));
    }

    /** Takes a subscription back on the connection that there is, if any. */
    void unsubscribe(String filter) {
        withSession(present -> present.unsubscribe(filter));
    }

    /** Lets publications to a topic wait no longer on the connection that there is, if any. */
    void release(String topic) {
        withSession(present -> present.release(topic));
    }

    /** Gives up the connection that there is, if any; connects again after the usual pause. */
    void renew() {
        fresh = true;
        withSession(present -> present.connectionLost("the connection to " + broker + " was given up"));
    }

    /**
     * Connects no more; does nothing the second time.
     *
     * @param orderly whether the broker is told, so that it publishes no will
     * @param keepSession whether the broker, if it is told, keeps the session
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
    public boolean keeps(Session asking) {
        return session == asking;
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
            alarm = thread.schedule(() -> calm(present), takeovers.calm());
        } else {
            reported = null;
        }
        owner.connected();
    }

    /** No other client has taken the session over for a while. */
    private void calm(Session steady) {
        if (session == steady) {
            takeovers.clear();
            backoff.reset();
            reported = null;
            changed(refusals);
            LOG.info(
                    "No other client has taken the session over for {} s",
                    takeovers.calm().toSeconds());
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

    /** Logs a repeated problem as one warning. */
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
