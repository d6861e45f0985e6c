package dev.chorus.mqtt;

import dev.chorus.mqtt.testing.LimitsContract;
import dev.chorus.tools.broker.Broker;
import dev.chorus.tools.broker.EmbeddedBroker;

class ArtemisLimitsTest extends LimitsContract {

    @Override
    protected Broker startBroker() {
        return EmbeddedBroker.start();
    }

    @Override
    protected Broker startLimitedBroker(int maximumPacketBytes) {
        return EmbeddedBroker.builder()
                .maximumPacketBytes(maximumPacketBytes)
                .receiveMaximum(1)
                .keepAliveSeconds(1)
                .start();
    }
}
