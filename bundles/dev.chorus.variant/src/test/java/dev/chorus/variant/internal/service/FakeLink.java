package dev.chorus.variant.internal.service;

import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkListener;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.LinkState;
import dev.chorus.mqtt.api.LinkStatistics;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.api.PublishGate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A link that is connected as soon as it is started, and records published messages. */
class FakeLink implements MqttLink {

    final LinkSettings settings;
    final List<Publication> published = new CopyOnWriteArrayList<>();
    final Map<String, Consumer<Delivery>> handlers = new ConcurrentHashMap<>();
    final List<String> subscribed = new CopyOnWriteArrayList<>();
    /** Runs when the link is about to be closed, like a handler in progress. */
    volatile Runnable beforeClose = () -> {};

    private final LinkListener listener;
    private volatile Predicate<Delivery> taken = any -> true;
    volatile boolean suspended;
    volatile Set<String> handledAtStart;
    private volatile LinkState.Phase phase = LinkState.Phase.CREATED;

    FakeLink(LinkSettings settings, LinkListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /** Delivers a message on the caller's thread; a paused link does not accept it. */
    void deliver(String topic, byte[] payload, MessageProperties properties) {
        Delivery delivery = new Delivery(topic, payload, 1, false, false, properties, System.nanoTime());
        if (taken.test(delivery)) {
            handlers.get(topic).accept(delivery);
        }
    }

    /** Reports the failure of a task of the link, on the caller's thread. */
    void fail(Throwable failure) {
        listener.failed(failure);
    }

    boolean isClosed() {
        return phase == LinkState.Phase.CLOSED;
    }

    @Override
    public void start() {
        handledAtStart = Set.copyOf(handlers.keySet());
        phase = LinkState.Phase.CONNECTED;
        listener.connected(this);
    }

    @Override
    public CompletableFuture<Void> publish(Publication publication) {
        if (isClosed()) {
            return CompletableFuture.failedFuture(new IllegalStateException("the link is closed"));
        }
        published.add(publication);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> publishUntilHeard(Publication publication) {
        return publish(publication);
    }

    @Override
    public void hold(String topic, Supplier<? extends PublishGate> holds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void release(String topic) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void subscribe(String filter, int qos, Consumer<Delivery> handler) {
        subscribed.add(filter);
        handlers.put(filter, handler);
    }

    @Override
    public void unsubscribe(String filter) {
        handlers.remove(filter);
    }

    @Override
    public void renew() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void pause(Predicate<Delivery> exempt) {
        taken = exempt;
    }

    @Override
    public void suspend(Publication farewell) {
        close(farewell);
        suspended = true;
    }

    @Override
    public boolean resumed() {
        return false;
    }

    @Override
    public LinkState state() {
        return new LinkState(phase, Optional.empty());
    }

    @Override
    public LinkStatistics statistics() {
        return new LinkStatistics(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public void close(Publication farewell) {
        beforeClose.run();
        published.add(farewell);
        phase = LinkState.Phase.CLOSED;
    }

    @Override
    public void close() {
        phase = LinkState.Phase.CLOSED;
    }
}
