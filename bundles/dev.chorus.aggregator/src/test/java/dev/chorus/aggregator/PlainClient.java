package dev.chorus.aggregator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallbackExtended;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.MqttTopic;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * A foreign client of MQTT 3.1.1: it has no properties, reconnects after an outage, and can vanish without
 * DISCONNECT. Handlers are called on its own thread.
 */
class PlainClient implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 120_000;

    private final MqttAsyncClient client;
    private final Map<String, BiConsumer<String, byte[]>> handlers = new ConcurrentHashMap<>();

    PlainClient(String brokerUrl) {
        this(brokerUrl, null, null);
    }

    /** Connects with a retained will, if its topic is not null. */
    PlainClient(String brokerUrl, String willTopic, byte[] will) {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setAutomaticReconnect(true);
        options.setMaxReconnectDelay(1000);
        options.setMaxInflight(1000);
        if (willTopic != null) {
            options.setWill(willTopic, will, 1, true);
        }
        try {
            client = new MqttAsyncClient(
                    brokerUrl.replace("mqtt:", "tcp:"), MqttAsyncClient.generateClientId(), new MemoryPersistence());
            client.setCallback(new Callback());
            client.connect(options).waitForCompletion(PATIENCE_MILLIS);
        } catch (MqttException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Subscribes to a filter, after outages too; returns when it is subscribed. */
    final void subscribe(String filter, BiConsumer<String, byte[]> handler) {
        handlers.put(filter, handler);
        try {
            client.subscribe(filter, 1).waitForCompletion(PATIENCE_MILLIS);
        } catch (MqttException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Publishes with QoS 1 without waiting. */
    final void publish(String topic, byte[] payload, boolean retained) {
        try {
            client.publish(topic, payload, 1, retained);
        } catch (MqttException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Called at every reconnect, when the subscriptions are made. */
    void connectedAgain() {}

    /** Cuts the connection without DISCONNECT; the broker publishes the will. */
    final void vanish() {
        try {
            client.disconnectForcibly(0, 0, false);
            client.close(true);
        } catch (MqttException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            if (client.isConnected()) {
                client.disconnect().waitForCompletion(PATIENCE_MILLIS);
            }
            client.close(true);
        } catch (MqttException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Callback implements MqttCallbackExtended {

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {
            if (!reconnect) {
                return;
            }
            try {
                for (String filter : handlers.keySet()) {
                    client.subscribe(filter, 1);
                }
            } catch (MqttException e) {
                throw new IllegalStateException(e);
            }
            connectedAgain();
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            handlers.forEach((filter, handler) -> {
                if (MqttTopic.isMatched(filter, topic)) {
                    handler.accept(topic, message.getPayload());
                }
            });
        }

        @Override
        public void connectionLost(Throwable cause) {}

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {}
    }
}
