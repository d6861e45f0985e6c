package dev.chorus.tools.benchmark.rig;

import dev.chorus.tools.broker.Broker;
import dev.chorus.tools.broker.EmbeddedBroker;
import dev.chorus.tools.broker.EmbeddedBrokerBuilder;
import dev.chorus.tools.broker.LoopbackKey;
import dev.chorus.tools.broker.MosquittoBroker;
import dev.chorus.tools.broker.MosquittoBrokerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The brokers that gateways are measured with. */
public enum BrokerKind {
    /** Artemis inside this JVM. */
    ARTEMIS {
        @Override
        public Broker start(boolean keepsProperties, Path store, Optional<LoopbackKey> key) {
            EmbeddedBrokerBuilder options = EmbeddedBroker.builder();
            if (!keepsProperties) {
                options.dropMessageProperties();
            }
            key.ifPresent(own -> options.tls(own.store(), own.password()));
            return options.store(store).start();
        }
    },
    /** The mosquitto that is installed here. */
    MOSQUITTO {
        @Override
        public Broker start(boolean keepsProperties, Path store, Optional<LoopbackKey> key) throws IOException {
            MosquittoBrokerBuilder options = MosquittoBroker.builder();
            if (store != null) {
                options.store(store);
            }
            key.ifPresent(own -> options.tls(own, own.store().getParent()));
            return options.start();
        }
    };

    /**
     * Starts one on a port that the system picks.
     *
     * @param keepsProperties whether it passes on the properties of MQTT 5; mosquitto always does
     * @param store a folder for what it has again after a restart; null: nothing
     * @param key of TLS, with which it listens too; empty: without
     * @throws IllegalStateException if it does not start
     */
    public abstract Broker start(boolean keepsProperties, Path store, Optional<LoopbackKey> key) throws IOException;
}
