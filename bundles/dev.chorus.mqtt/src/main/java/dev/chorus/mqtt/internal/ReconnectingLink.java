package dev.chorus.mqtt.internal;

import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkListener;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.LinkState;
import dev.chorus.mqtt.api.LinkStatistics;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The link of {@link MqttLink#create}. */
public final class ReconnectingLink implements MqttLink {

    /** See {@link MqttLink#create}. */
    public ReconnectingLink(LinkSettings settings, LinkListener listener) {}

    @Override
    public void start() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> publish(Publication publication) {
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
    public LinkState state() {
        throw new UnsupportedOperationException();
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
