package dev.chorus.tools.benchmark.faults;

import dev.chorus.tools.benchmark.rig.BrokerKind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A broker such as the one inside Kura 5.6. */
final class DropProperties implements Scenario {

    @Override
    public String name() {
        return "drop-properties";
    }

    @Override
    public String description() {
        return "the broker drops all properties of MQTT 5: no response topic, no correlation data, no deadline";
    }

    @Override
    public boolean keepsProperties() {
        return false;
    }

    @Override
    public Optional<String> obstacle(BrokerKind broker) {
        return broker == BrokerKind.ARTEMIS
                ? Optional.empty()
                : Optional.of("mosquitto cannot be made to drop properties");
    }

    @Override
    public void inject(ScenarioGateways fleet, Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }
}
