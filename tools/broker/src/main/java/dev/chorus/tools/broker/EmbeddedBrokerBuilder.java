package dev.chorus.tools.broker;

/** Collects the options of an {@link EmbeddedBroker}; for one thread. */
public final class EmbeddedBrokerBuilder {

    int port;
    String user;
    String password;
    boolean dropMessageProperties;

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

    /** Passes messages on without their MQTT 5 properties, as the broker inside Kura 5.6 does. */
    public EmbeddedBrokerBuilder dropMessageProperties() {
        dropMessageProperties = true;
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
