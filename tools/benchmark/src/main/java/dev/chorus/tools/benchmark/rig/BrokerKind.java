package dev.chorus.tools.benchmark.rig;

import dev.chorus.tools.broker.EmbeddedBroker;
import dev.chorus.tools.broker.EmbeddedBrokerBuilder;
import dev.chorus.tools.broker.MosquittoBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The brokers that gateways are measured with. */
public enum BrokerKind {
    /** Artemis inside this JVM. */
    ARTEMIS {
        @Override
        public BenchBroker start(boolean keepsProperties, Path store) {
            EmbeddedBrokerBuilder options = EmbeddedBroker.builder();
            if (!keepsProperties) {
                options.dropMessageProperties();
            }
            EmbeddedBroker broker = options.store(store).start();
            return BenchBroker.of(broker.port(), broker::stop, broker::restart, broker::close);
        }
    },
    /** The mosquitto that is installed here. */
    MOSQUITTO {
        @Override
        public BenchBroker start(boolean keepsProperties, Path store) throws IOException {
            if (store == null) {
                MosquittoBroker broker = MosquittoBroker.start();
                return BenchBroker.of(broker.port(), broker::kill, broker::restart, broker::close);
            }
            Files.createDirectories(store);
            MosquittoBroker broker = MosquittoBroker.start(store);
            return BenchBroker.of(broker.port(), broker::stop, broker::restart, broker::close);
        }
    };

    /**
     * Starts one on a port that the system picks.
     *
     * @param keepsProperties whether it passes on the properties of MQTT 5; mosquitto always does
     * @param store a folder for what it has again after a restart; null: nothing
     * @throws IllegalStateException if it does not start
     */
    public abstract BenchBroker start(boolean keepsProperties, Path store) throws IOException;
}
