package dev.chorus.mqtt.testing;

import dev.chorus.tools.broker.EmbeddedBroker;
import dev.chorus.tools.broker.MosquittoBroker;

/** A broker that can be switched off and on. */
public interface TestBroker extends AutoCloseable {

    /** Its port on the loopback interface. */
    int port();

    /** Ends it; nothing it held survives. */
    void stop();

    /** Begins again on the same port. */
    void restart();

    @Override
    void close();

    /** Artemis in this JVM. */
    static TestBroker artemis() {
        EmbeddedBroker broker = EmbeddedBroker.start();
        return of(broker.port(), broker::stop, broker::restart, broker::close);
    }

    /** The mosquitto that is installed here. */
    static TestBroker mosquitto() {
        MosquittoBroker broker = MosquittoBroker.start();
        return of(broker.port(), broker::kill, broker::restart, broker::close);
    }

    private static TestBroker of(int port, Runnable stop, Runnable restart, Runnable close) {
        return new TestBroker() {
            @Override
            public int port() {
                return port;
            }

            @Override
            public void stop() {
                stop.run();
            }

            @Override
            public void restart() {
                restart.run();
            }

            @Override
            public void close() {
                close.run();
            }
        };
    }
}
