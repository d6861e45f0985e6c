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

/** Paho's client, where it has to be bent: its sockets, its view of the connection, its way to disconnect. */
final class PahoClient extends MqttAsyncClient {

    /** Any that Paho accepts: the address is the socket's affair. */
    private static final String UNUSED_URI = "tcp://broker";

    private static final int UNLIMITED = 0xFFFF;
    private static final long LARGEST_PACKET = 256L << 20;

    /** What goes wrong is reported by us; Paho would print it, with stack traces, on the console. Kept from being collected. */
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
     * Sets right what Paho took from CONNACK; to be called before anything is sent.
     *
     * <ul>
     *   <li>No topic aliases: one that was given to a packet which was then not sent breaks the connection.
     *   <li>No receive maximum: Paho throws beyond it instead of waiting, and counts a packet of QoS 0 after it is told as
     *       sent. The outbox has the window.
     *   <li>No packet limits: Paho takes the broker's for ours and ours for the broker's. The sender looks after the broker's,
     *       {@link PacketGate} after ours.
     *   <li>The keep-alive from the first ping on: Paho has scheduled that by the one it asked for.
     * </ul>
     *
     * @param keepAliveSeconds after how long silence is probed
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
            throw new IllegalStateException("Paho's connection state is out of reach", e);
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
     * Begins to disconnect in good order, without the 100 ms of sleep that Paho's own method adds.
     *
     * @param forget whether the broker is told to keep nothing for this client
     */
    void disconnectSoon(boolean forget) throws MqttException {
        MqttProperties properties = new MqttProperties();
        if (forget) {
            properties.setSessionExpiryInterval(0L);
        }
        comms.disconnect(
                new MqttDisconnect(MqttReturnCode.RETURN_CODE_SUCCESS, properties), 0, new MqttToken(getClientId()));
    }

    /** Has Paho end all that belongs to the connection, which it does not when one of its threads fails. */
    void shutDown(Throwable problem) {
        comms.shutdownConnection(null, new MqttException(problem), null);
    }
}
