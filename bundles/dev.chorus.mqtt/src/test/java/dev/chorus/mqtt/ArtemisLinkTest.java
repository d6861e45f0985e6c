package dev.chorus.mqtt;

import dev.chorus.mqtt.testing.LinkContract;
import dev.chorus.mqtt.testing.TestBroker;

class ArtemisLinkTest extends LinkContract {

    @Override
    protected TestBroker startBroker() {
        return TestBroker.artemis();
    }
}
