package dev.chorus.mqtt;

import dev.chorus.mqtt.testing.LimitsContract;
import dev.chorus.tools.broker.Broker;
import dev.chorus.tools.broker.MosquittoBroker;
import org.junit.jupiter.api.Tag;

/** Run by the profile "mosquitto", which is active where mosquitto is installed. */
@Tag("mosquitto")
class MosquittoLimitsTest extends LimitsContract {

    @Override
    protected Broker startBroker() {
        return MosquittoBroker.start();
    }

    @Override
    protected Broker startLimitedBroker(int maximumPacketBytes) {
        return MosquittoBroker.builder()
                .option("max_packet_size " + maximumPacketBytes)
                .option("max_inflight_messages 1")
                .option("max_keepalive 10")
                .start();
    }
}
