package dev.chorus.tools.broker;

import java.io.File;
import java.util.List;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * An MQTT 5 broker inside this JVM: Artemis on the loopback interface. Without a store, what it held is gone once it stops,
 * retained messages and sessions too. Safe for use by several threads.
 */
public final class EmbeddedBroker implements Broker {

    private static final int NO_DISK_CHECK = -1;

    /** How often wills that are due are looked for. */
    private static final long SCAN_MILLIS = 100;

    /** Where it would write if it wrote; never made without a store. */
    private static final File SCRATCH = new File(
            System.getProperty("java.io.tmpdir"),
            "chorus-broker-" + ProcessHandle.current().pid());

    private final EmbeddedBrokerBuilder options;
    private ActiveMQServer server;
    private int port;
    private int tlsPort;

    EmbeddedBroker(EmbeddedBrokerBuilder options) {
        this.options = options;
        this.port = options.port;
    }

    /** Starts a broker on a port that the system picks; anybody may do anything. */
    public static EmbeddedBroker start() {
        return builder().start();
    }

    /** Begins a broker with options. */
    public static EmbeddedBrokerBuilder builder() {
        return new EmbeddedBrokerBuilder();
    }

    @Override
    public synchronized int port() {
        return port;
    }

    @Override
    public synchronized int tlsPort() {
        return tlsPort;
    }

    /** How many clients are connected. */
    public synchronized int connections() {
        return server == null ? 0 : server.getConnectionCount();
    }

    @Override
    public synchronized void restart() {
        if (server != null) {
            return;
        }
        ActiveMQServer starting =
                new ActiveMQServerImpl(configuration(), new SingleLogin(options.user, options.password));
        try {
            starting.getConfiguration().addAcceptorConfiguration("mqtt", acceptor(port));
            if (options.keyStore != null) {
                starting.getConfiguration().addAcceptorConfiguration("mqtts", acceptor(tlsPort) + tls());
            }
            starting.start();
            port = actualPort(starting, "mqtt");
            tlsPort = options.keyStore == null ? 0 : actualPort(starting, "mqtts");
            if (options.dropMessageProperties) {
                starting.getRemotingService().addIncomingInterceptor(new PropertyDropper());
            }
            server = starting;
        } catch (Exception e) {
            halt(starting);
            throw new IllegalStateException("The embedded broker does not start on port " + port, e);
        }
    }

    @Override
    public synchronized void stop() {
        if (server != null) {
            halt(server);
            server = null;
        }
    }

    /** Cuts every connection without a word, as a broken network would. */
    public synchronized void cutConnections() {
        if (server != null) {
            for (RemotingConnection connection :
                    List.copyOf(server.getRemotingService().getConnections())) {
                connection.getTransportConnection().forceClose();
            }
        }
    }

    @Override
    public void close() {
        stop();
    }

    private static void halt(ActiveMQServer running) {
        try {
            running.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The embedded broker does not stop", e);
        }
    }

    private Configuration configuration() {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setBrokerInstance(options.store == null ? SCRATCH : options.store.toFile());
        return configuration
                .setPersistenceEnabled(options.store != null)
                .setJournalType(JournalType.NIO)
                .setMqttSessionScanInterval(SCAN_MILLIS)
                .setSecurityEnabled(options.user != null)
                .setJMXManagementEnabled(false)
                .setCriticalAnalyzer(false)
                .setMaxDiskUsage(NO_DISK_CHECK);
    }

    private static int actualPort(ActiveMQServer starting, String name) {
        NettyAcceptor acceptor = (NettyAcceptor) starting.getRemotingService().getAcceptor(name);
        if (acceptor == null || acceptor.getActualPort() == 0) {
            throw new IllegalStateException("the port cannot be had");
        }
        return acceptor.getActualPort();
    }

    private String tls() {
        String store =
                "Path=" + options.keyStore + ";%1$sStorePassword=" + options.keyStorePassword + ";%1$sStoreType=PKCS12";
        return ";sslEnabled=true;needClientAuth=true;keyStore" + store.formatted("key") + ";trustStore"
                + store.formatted("trust");
    }

    private String acceptor(int port) {
        return "tcp://127.0.0.1:" + port + "?protocols=MQTT;tcpNoDelay=true;useEpoll=false;useKQueue=false"
                + parameter("maximumPacketSize", options.maximumPacketBytes)
                + parameter("receiveMaximum", options.receiveMaximum)
                + parameter("serverKeepAlive", options.keepAliveSeconds);
    }

    private static String parameter(String name, int value) {
        return value == 0 ? "" : ";" + name + "=" + value;
    }
}
