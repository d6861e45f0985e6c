package dev.chorus.tools.benchmark.echo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import javax.net.SocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * A client as one would write it without Chorus: Paho as it is, with QoS 1, but for Nagle's algorithm, and with a queue for what
 * is more than the broker takes at a time. Messages are handled on Paho's own thread. Safe for any thread.
 */
final class PlainClient implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 10_000;
    private static final int MOST_UNDER_WAY = 32;

    private record Waiting(String topic, MqttMessage message) {}

    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore room;
    private final MqttAsyncClient client;

    /**
     * Connects.
     *
     * @param url such as {@code mqtt://localhost:1883}
     * @param handler gets topic and message
     */
    PlainClient(String url, String id, BiConsumer<String, MqttMessage> handler) throws MqttException {
        client = new MqttAsyncClient(url.replaceFirst("^mqtt:", "tcp:"), id, new MemoryPersistence());
        client.setCallback(new Handling(handler));
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setSocketFactory(new PromptSockets());
        IMqttToken connected = client.connect(options);
        connected.waitForCompletion(PATIENCE_MILLIS);
        Integer most = connected.getResponseProperties().getReceiveMaximum();
        room = new Semaphore(most == null ? MOST_UNDER_WAY : Math.min(MOST_UNDER_WAY, most));
    }

    void subscribe(String filter) throws MqttException {
        client.subscribe(filter, 1).waitForCompletion(PATIENCE_MILLIS);
    }

    /** Returns at once. */
    void publish(String topic, byte[] payload, MqttProperties properties) {
        waiting.add(new Waiting(topic, new MqttMessage(payload, 1, false, properties)));
        send();
    }

    private void send() {
        while (!waiting.isEmpty() && room.tryAcquire()) {
            Waiting next = waiting.poll();
            if (next == null) {
                room.release();
                continue;
            }
            try {
                client.publish(next.topic(), next.message(), null, new MqttActionListener() {
                    @Override
                    public void onSuccess(IMqttToken token) {
                        room.release();
                        send();
                    }

                    @Override
                    public void onFailure(IMqttToken token, Throwable problem) {
                        onSuccess(token);
                    }
                });
            } catch (MqttException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(TimeUnit.SECONDS.toMillis(1), TimeUnit.SECONDS.toMillis(1), true);
        client.close(true);
    }

    private record Handling(BiConsumer<String, MqttMessage> handler) implements MqttCallback {

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            handler.accept(topic, message);
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {}

        @Override
        public void mqttErrorOccurred(MqttException problem) {}

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String server) {}

        @Override
        public void authPacketArrived(int reason, MqttProperties properties) {}
    }

    /** Sockets that send at once. */
    private static final class PromptSockets extends SocketFactory {

        @Override
        public Socket createSocket() throws IOException {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
