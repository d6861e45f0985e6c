package dev.chorus.itests.support;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Asks as a client of MQTT 3.1.1 does, which knows no properties, on a client library that is not ours. */
public final class Mqtt3Requester {

    private static final long PATIENCE_SECONDS = 120;

    private Mqtt3Requester() {}

    /** Publishes a picture and waits for the next result of the family. */
    public static Json ask(String brokerUrl, byte[] picture) throws MqttException, InterruptedException {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        BlockingQueue<byte[]> results = new ArrayBlockingQueue<>(10);
        try (MqttClient client =
                new MqttClient(brokerUrl.replace("mqtt:", "tcp:"), "mqtt3-requester", new MemoryPersistence())) {
            client.connect(options);
            client.subscribe(TestClient.RESULT, 1, (topic, message) -> results.add(message.getPayload()));
            client.publish(TestClient.REQUEST, picture, 1, false);
            byte[] result = results.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            client.disconnect();
            if (result == null) {
                throw new AssertionError("no result within " + PATIENCE_SECONDS + " s");
            }
            return Json.parse(result);
        }
    }
}
