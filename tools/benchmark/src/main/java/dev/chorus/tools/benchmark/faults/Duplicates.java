package dev.chorus.tools.benchmark.faults;

import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Everything comes twice, and the second ones out of order. */
final class Duplicates implements Scenario {

    private static final String COPY = "copy";
    private static final long SEED = 11;
    private static final int LATEST_MILLIS = 300;

    @Override
    public String name() {
        return "duplicates";
    }

    @Override
    public String description() {
        return "each request and each Top-k result comes again, at random up to " + LATEST_MILLIS
                + " ms later, so that later ones overtake earlier ones";
    }

    @Override
    public void inject(ScenarioGateways fleet, Duration time) throws InterruptedException {
        Topics topics = fleet.rig().topics();
        ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
        MqttLink link = MqttLink.create(fleet.rig().client("echo"), any -> {});
        Random random = new Random(SEED);
        try (link) {
            link.subscribe(topics.request(), 1, delivery -> again(link, later, random, delivery));
            link.subscribe(topics.topKFilter(), 1, delivery -> again(link, later, random, delivery));
            link.start();
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } finally {
            later.shutdownNow();
        }
    }

    /** On the link's dispatcher thread, the only one that uses the random numbers. */
    private static void again(MqttLink link, ScheduledExecutorService later, Random random, Delivery delivery) {
        if (delivery.properties().userProperties().containsKey(COPY)) {
            return;
        }
        Publication copy = Publication.atLeastOnce(delivery.topic(), delivery.payload())
                .with(delivery.properties().withUserProperty(COPY, "1"));
        later.schedule(() -> link.publish(copy), random.nextInt(LATEST_MILLIS), TimeUnit.MILLISECONDS);
    }
}
