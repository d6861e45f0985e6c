package dev.chorus.aggregator.internal;

import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkState;
import dev.chorus.mqtt.api.LinkStatistics;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.api.PublishGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A link that records publications; not thread-safe. */
final class RecordingLink implements MqttLink {

    final List<Publication> published = new ArrayList<>();
    LinkState state = new LinkState(LinkState.Phase.CONNECTED, Optional.empty());
    CompletableFuture<Void> fate = CompletableFuture.completedFuture(null);

    @Override
    public void start() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> publish(Publication publication) {
        published.add(publication);
        return fate;
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
        throw new UnsupportedOperationException();
    }

    @Override
    public void unsubscribe(String filter) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void renew() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void pause(Predicate<Delivery> exempt) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void suspend(Publication farewell) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean resumed() {
        return false;
    }

    @Override
    public LinkState state() {
        return state;
    }

    @Override
    public LinkStatistics statistics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close(Publication farewell) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
