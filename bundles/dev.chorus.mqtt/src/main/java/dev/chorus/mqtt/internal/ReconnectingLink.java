package dev.chorus.mqtt.internal;

import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.core.concurrent.TaskFailureListener;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkListener;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.LinkState;
import dev.chorus.mqtt.api.LinkState.Phase;
import dev.chorus.mqtt.api.LinkStatistics;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.api.PublishGate;
import dev.chorus.mqtt.internal.paho.PahoConnections;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Implements the link of {@link MqttLink#create}: creates its parts and manages their life cycle. */
public final class ReconnectingLink implements MqttLink {

    /** Minimum time for a thread to end, even if the others have used up the limit. */
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final Logger LOG = LoggerFactory.getLogger(ReconnectingLink.class);

    /** Life cycle of a link. */
    private enum Life {
        CREATED,
        STARTED,
        CLOSED
    }

    private final LinkSettings settings;
    private final LinkCounters counters = new LinkCounters();
    private final Subscriptions subscriptions = new Subscriptions();
    private final PublishGates gates = new PublishGates();
    private final DeliveryGate gate = new DeliveryGate();
    private final AtomicReference<Life> life = new AtomicReference<>(Life.CREATED);
    private final Outbox outbox;
    private final SerialExecutor thread;
    private final Dispatcher dispatcher;
    private final ConnectionFactory connections;
    private final ConnectionKeeper keeper;

    /** See {@link MqttLink#create}. */
    public ReconnectingLink(LinkSettings settings, LinkListener listener) {
        this(settings, listener, PahoConnections::new);
    }

    /** @param client creates the connections, given the settings and the link thread */
    ReconnectingLink(
            LinkSettings settings,
            LinkListener listener,
            BiFunction<LinkSettings, SerialExecutor, ConnectionFactory> client) {
        this.settings = Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(listener, "listener");
        outbox = new Outbox(settings.bufferPublications(), settings.bufferBytes(), counters, System::nanoTime);
        TaskFailureListener failures = failure -> {
            counters.internalErrors.increment();
            listener.failed(failure);
        };
        thread = new SerialExecutor("chorus-mqtt-link " + settings.clientId(), failures);
        dispatcher = new Dispatcher(
                "chorus-mqtt-dispatcher " + settings.clientId(),
                settings.inboxDeliveries(),
                settings.bufferBytes(),
                counters,
                subscriptions::handlers,
                failures);
        connections = client.apply(settings, thread);
        keeper = new ConnectionKeeper(
                settings,
                connections,
                thread,
                outbox,
                subscriptions,
                gates,
                counters,
                new Backoff(settings.minBackoff(), settings.maxBackoff(), new SplittableRandom()),
                owner(listener));
    }

    private ConnectionKeeper.Owner owner(LinkListener listener) {
        return new ConnectionKeeper.Owner() {
            @Override
            public void connected() {
                dispatcher.dispatch(
                        "The listener of a new connection", () -> listener.connected(ReconnectingLink.this));
            }

            @Override
            public void lost(String problem) {
                dispatcher.dispatch("The listener of a lost connection", () -> listener.lost(problem));
            }

            @Override
            public Predicate<Delivery> inlet() {
                return gate.before(dispatcher.inlet());
            }
        };
    }

    @Override
    public void start() {
        if (!life.compareAndSet(Life.CREATED, Life.STARTED)) {
            throw new IllegalStateException("the link was started before or is closed");
        }
        thread.execute(keeper::connect);
    }

    @Override
    public CompletableFuture<Void> publish(Publication publication) {
        Objects.requireNonNull(publication, "publication");
        return life.get() == Life.CLOSED ? Outbox.refuse(publication) : accept(publication, false);
    }

    @Override
    public CompletableFuture<Void> publishUntilHeard(Publication publication) {
        if (publication.qos() == 0
                || publication.retained()
                || publication.properties().expiry().isEmpty()) {
            throw new IllegalArgumentException(
                    "publication that requires a subscriber must be of QoS 1, not retained, with an expiry, was "
                            + publication);
        }
        return life.get() == Life.CLOSED ? Outbox.refuse(publication) : accept(publication, true);
    }

    private CompletableFuture<Void> accept(Publication publication, boolean untilHeard) {
        OutboundMessage outbound = outbox.add(publication, untilHeard);
        CompletableFuture<Void> outcome = outbound.outcome();
        publication.properties().expiry().ifPresent(expiry -> {
            Future<?> timeout = thread.schedule(() -> outbox.expire(outbound), expiry);
            outcome.whenComplete((nothing, failure) -> timeout.cancel(false));
        });
        keeper.wake();
        return outcome;
    }

    @Override
    public void hold(String topic, Supplier<? extends PublishGate> each) {
        gates.put(topic, Objects.requireNonNull(each, "holds"));
    }

    @Override
    public void release(String topic) {
        gates.remove(topic);
        ifStarted(() -> keeper.release(topic));
    }

    @Override
    public void subscribe(String filter, int qos, Consumer<Delivery> handler) {
        subscriptions.put(filter, qos, Objects.requireNonNull(handler, "handler"));
        ifStarted(() -> keeper.subscribe(filter, qos));
    }

    @Override
    public void unsubscribe(String filter) {
        if (subscriptions.remove(filter)) {
            ifStarted(() -> keeper.unsubscribe(filter));
        }
    }

    @Override
    public void renew() {
        // Not on the link thread, which may be busy: what the caller receives from now on is new.
        dispatcher.clear();
        ifStarted(keeper::renew);
    }

    @Override
    public void pause(Predicate<Delivery> exempt) {
        gate.close(exempt);
        dispatcher.awaitHandled(settings.closeTimeout());
    }

    private void ifStarted(Runnable step) {
        if (life.get() == Life.STARTED) {
            thread.execute(step);
        }
    }

    @Override
    public boolean resumed() {
        return keeper.resumed();
    }

    @Override
    public LinkState state() {
        return life.get() == Life.CLOSED ? new LinkState(Phase.CLOSED, Optional.empty()) : keeper.state();
    }

    @Override
    public LinkStatistics statistics() {
        return counters.snapshot();
    }

    @Override
    public void close() {
        end(Optional.empty(), false);
    }

    @Override
    public void close(Publication farewell) {
        end(Optional.of(farewell), false);
    }

    @Override
    public void suspend(Publication farewell) {
        end(Optional.of(farewell), true);
    }

    private void end(Optional<Publication> farewell, boolean keepSession) {
        if (life.getAndSet(Life.CLOSED) == Life.CLOSED) {
            return;
        }
        long deadline = System.nanoTime() + settings.closeTimeout().toNanos();
        boolean announced = farewell.isEmpty()
                || !keeper.state().connected()
                || announce(farewell.get(), settings.closeTimeout().toNanos() / 2);
        // The thread stays for a while: it cuts the connection if the broker does not close it.
        finish(() -> keeper.close(announced, keepSession), deadline);
        outbox.close();
        dispatcher.close(left(deadline));
        connections.close(deadline);
        // Again, for a thread that was busy until now.
        thread.close(() -> keeper.close(false, keepSession), left(deadline));
    }

    private static Duration left(long deadlineNanos) {
        return Duration.ofNanos(Math.max(LEAST_NANOS, deadlineNanos - System.nanoTime()));
    }

    /** Runs a step on the link thread and waits for it, at most until the deadline. */
    private void finish(Runnable step, long deadlineNanos) {
        if (thread.inThread()) {
            step.run();
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        thread.execute(() -> {
            try {
                step.run();
            } finally {
                done.countDown();
            }
        });
        try {
            if (!done.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                LOG.warn("The thread of {} is busy, its connection will be closed late", settings);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the farewell arrived. If not, the broker publishes the will. */
    private boolean announce(Publication farewell, long nanos) {
        try {
            accept(farewell, false).get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
