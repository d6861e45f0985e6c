package dev.chorus.mqtt;

import dev.chorus.mqtt.testing.LinkContract;
import dev.chorus.mqtt.testing.TestBroker;
import org.junit.jupiter.api.Tag;

/** Run by the profile "mosquitto", which is active where mosquitto is installed. */
@Tag("mosquitto")
class MosquittoLinkTest extends LinkContract {

    @Override
    protected TestBroker startBroker() {
        return TestBroker.mosquitto();
    }
}
