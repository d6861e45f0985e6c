package dev.chorus.tools.broker;

import java.nio.file.Path;

/** Collects the options of an {@link EmbeddedBroker}; for one thread. */
public final class EmbeddedBrokerBuilder {

    int port;
    String user;
    String password;
    boolean dropMessageProperties;
    Path keyStore;
    String keyStorePassword;
    Path store;
    int maximumPacketBytes;
    int receiveMaximum;
    int keepAliveSeconds;

    EmbeddedBrokerBuilder() {}

    /** Where to listen; 0, the default, lets the system pick. */
    public EmbeddedBrokerBuilder port(int number) {
        port = number;
        return this;
    }

    /** The one login it accepts; without it, the default, everybody is welcome. */
    public EmbeddedBrokerBuilder login(String name, String secret) {
        user = name;
        password = secret;
        return this;
    }

    /** The largest packet that it takes, which it announces to its clients. */
    public EmbeddedBrokerBuilder maximumPacketBytes(int bytes) {
        maximumPacketBytes = bytes;
        return this;
    }

    /** How many unacknowledged publications it takes, which it announces to its clients. */
    public EmbeddedBrokerBuilder receiveMaximum(int publications) {
        receiveMaximum = publications;
        return this;
    }

    /** The keep-alive that it announces in place of that of its clients. */
    public EmbeddedBrokerBuilder keepAliveSeconds(int seconds) {
        keepAliveSeconds = seconds;
        return this;
    }

    /** Passes messages on without their MQTT 5 properties, as the broker inside Kura 5.6 does. */
    public EmbeddedBrokerBuilder dropMessageProperties() {
        dropMessageProperties = true;
        return this;
    }

    /**
     * Listens with TLS too, on a port that the system picks, to clients that show a key.
     *
     * @param store a PKCS #12 file with the broker's key and with whom it trusts
     * @param secret of the store and of its keys
     */
    public EmbeddedBrokerBuilder tls(Path store, String secret) {
        keyStore = store;
        keyStorePassword = secret;
        return this;
    }

    /**
     * Keeps sessions and messages when it is stopped, and has them again when it is started again.
     *
     * @param folder to write to; made where it is missing, and left to the caller
     */
    public EmbeddedBrokerBuilder store(Path folder) {
        store = folder;
        return this;
    }

    /**
     * Starts the broker.
     *
     * @throws IllegalStateException if it cannot
     */
    public EmbeddedBroker start() {
        EmbeddedBroker broker = new EmbeddedBroker(this);
        broker.restart();
        return broker;
    }
}
