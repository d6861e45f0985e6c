package dev.chorus.mqtt.internal.paho;

import java.lang.reflect.Field;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttPingSender;
import org.eclipse.paho.mqttv5.client.MqttToken;
import org.eclipse.paho.mqttv5.client.TimerPingSender;
import org.eclipse.paho.mqttv5.client.internal.MqttConnectionState;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttDisconnect;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;

/** Adapts Paho's client: its sockets, its view of the connection, its way to disconnect. */
final class PahoClient extends MqttAsyncClient {

    /** Any URI that Paho accepts: the socket has the address. */
    private static final String UNUSED_URI = "tcp://broker";

    private static final int UNLIMITED = 0xFFFF;
    private static final long LARGEST_PACKET = 256L << 20;

    /**
     * Problems are reported by this package; Paho would print them with stack traces on the console. A field, so that
     * it is not garbage-collected.
     */
    private static final Logger JUL = Logger.getLogger("org.eclipse.paho.mqttv5");

    private static final Field CONNECTION = connectionField();

    static {
        if (JUL.getLevel() == null) {
            JUL.setLevel(Level.OFF);
        }
    }

    private final NetworkModule socket;
    private final MqttPingSender pings;

    PahoClient(String clientId, NetworkModule socket, ScheduledExecutorService threads) throws MqttException {
        this(clientId, socket, threads, new TimerPingSender(threads));
    }

    private PahoClient(String clientId, NetworkModule socket, ScheduledExecutorService threads, MqttPingSender pings)
            throws MqttException {
        super(UNUSED_URI, clientId, new MemoryPersistence(), pings, threads);
        this.socket = socket;
        this.pings = pings;
    }

    @Override
    protected NetworkModule[] createNetworkModules(String address, MqttConnectionOptions options) {
        return new NetworkModule[] {socket};
    }

    /**
     * Corrects what Paho took from CONNACK; call before anything is sent.
     *
     * <ul>
     *   <li>No topic aliases: one assigned to a packet that is then not sent breaks the connection.
     *   <li>No receive maximum: Paho throws above it instead of waiting, and counts a packet of QoS 0 after reporting
     *       it as sent. The outbox has the window.
     *   <li>No packet limits: Paho confuses the broker's limit with its own. The sender checks the broker's, {@link
     *       PacketGate} the own one.
     *   <li>The keep-alive from the first ping on: Paho scheduled it by the requested one.
     * </ul>
     *
     * @param keepAliveSeconds interval of silence after which the connection is probed
     */
    void correctConnection(long keepAliveSeconds) {
        try {
            MqttConnectionState connection = (MqttConnectionState) CONNECTION.get(this);
            connection.setOutgoingTopicAliasMaximum(0);
            connection.setReceiveMaximum(UNLIMITED);
            connection.setOutgoingMaximumPacketSize(LARGEST_PACKET);
            connection.setIncomingMaximumPacketSize(LARGEST_PACKET);
            connection.setKeepAliveSeconds(keepAliveSeconds);
            pings.stop();
            pings.start();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Paho's connection state is not accessible", e);
        }
    }

    private static Field connectionField() {
        try {
            Field field = MqttAsyncClient.class.getDeclaredField("mqttConnection");
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("This is not Paho 1.2.5", e);
        }
    }

    /**
     * Starts an orderly disconnect, without the 100 ms of sleep that Paho's own method adds.
     *
     * @param forget whether the broker discards the session of this client
     */
    void disconnectSoon(boolean forget) throws MqttException {
        MqttProperties properties = new MqttProperties();
        if (forget) {
            properties.setSessionExpiryInterval(0L);
        }
        comms.disconnect(
                new MqttDisconnect(MqttReturnCode.RETURN_CODE_SUCCESS, properties), 0, new MqttToken(getClientId()));
    }

    /** Ends everything that belongs to the connection, which Paho does not do if one of its threads fails. */
    void shutDown(Throwable problem) {
        comms.shutdownConnection(null, new MqttException(problem), null);
    }
}
