package dev.chorus.tools.benchmark.faults;

import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Somebody sends what nobody can read. */
final class Rubbish implements Scenario {

    private static final long SEED = 7;
    private static final int MAX_BYTES = 2000;
    private static final long PERIOD_MILLIS = 5;

    @Override
    public String name() {
        return "rubbish";
    }

    @Override
    public String description() {
        return "200 times a second random bytes come as pictures, frames, statuses and answers, with heads of JPEGs among them";
    }

    @Override
    public void inject(ScenarioGateways fleet, Duration time) throws InterruptedException {
        Topics topics = fleet.rig().topics();
        Random random = new Random(SEED);
        MqttLink link = MqttLink.create(fleet.rig().client("vandal"), any -> {});
        try (link) {
            link.start();
            long until = System.nanoTime() + time.toNanos();
            while (System.nanoTime() - until < 0) {
                byte[] bytes = new byte[random.nextInt(MAX_BYTES)];
                random.nextBytes(bytes);
                link.publish(Publication.atLeastOnce(topic(topics, random), dressed(bytes, random)));
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
            }
        }
    }

    private static String topic(Topics topics, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> topics.topK("p48");
            case 1 -> topics.status(Status.Kind.VARIANT, "vandal");
            case 2 -> topics.status(Status.Kind.AGGREGATOR, "vandal");
            case 3 -> topics.result();
            default -> topics.request();
        };
    }

    private static byte[] dressed(byte[] bytes, Random random) {
        byte[] head = random.nextBoolean()
                ? new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0}
                : "{\"version\":1,\"id\":".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(head, 0, bytes, 0, Math.min(head.length, bytes.length));
        return bytes;
    }
}
