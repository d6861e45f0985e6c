package dev.chorus.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.api.PublishException;
import dev.chorus.mqtt.testing.Await;
import dev.chorus.mqtt.testing.LinkContract;
import dev.chorus.mqtt.testing.WatchedLink;
import dev.chorus.tools.broker.Broker;
import dev.chorus.tools.broker.MosquittoBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Run by the profile "mosquitto", which is active where mosquitto is installed. Unlike Artemis it reports missing
 * subscribers.
 */
@Tag("mosquitto")
class MosquittoLinkTest extends LinkContract {

    @Override
    protected Broker startBroker() {
        return MosquittoBroker.start();
    }

    @Test
    void publishUntilHeard_beforeASubscription_arrivesAfterIt() throws Exception {
        try (WatchedLink speaker = WatchedLink.connected(port())) {
            // given
            CompletableFuture<Void> outcome = speaker.link().publishUntilHeard(expiring("frame", 20));
            Await.until("no subscriber", () -> speaker.link().statistics().unheard() > 1);

            // when
            try (WatchedLink hears = WatchedLink.connected(port(), topic())) {
                hears.awaitDeliveries(1);
                join(outcome);

                // then
                assertEquals(List.of("frame"), hears.texts());
            }
        }
    }

    @Test
    void publishUntilHeard_withoutSubscriber_expires() {
        try (WatchedLink speaker = WatchedLink.connected(port())) {
            CompletableFuture<Void> outcome = speaker.link().publishUntilHeard(expiring("frame", 1));

            ExecutionException failure = assertThrows(
                    ExecutionException.class, () -> outcome.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertEquals(PublishException.Reason.EXPIRED, ((PublishException) failure.getCause()).reason());
        }
    }

    /** The link lost its connection, reconnected and sent the same message until it expired. */
    @Test
    void publish_aboveTheBrokersMessageSizeLimit_isRefusedAtOnce_andTheConnectionStays() throws Exception {
        try (MosquittoBroker limited = MosquittoBroker.builder()
                        .option("message_size_limit 1000")
                        .start();
                WatchedLink link = WatchedLink.connected(limited.port())) {
            CompletableFuture<Void> outcome = link.link().publish(Publication.atLeastOnce(topic(), new byte[1001]));

            PublishException refusal = (PublishException) assertThrows(
                            ExecutionException.class, () -> outcome.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .getCause();
            assertEquals(PublishException.Reason.REFUSED, refusal.reason());
            assertTrue(refusal.getMessage().contains("packet too large (0x95)"), refusal.getMessage());
            join(link.link().publish(Publication.atLeastOnce(topic(), new byte[1000])));
            assertEquals(1, link.link().statistics().connects());
        }
    }

    @Test
    void close_always_leavesNothingAtTheBroker() {
        try (WatchedLink speaker = WatchedLink.connected(port())) {
            // given
            WatchedLink link = WatchedLink.connected(port(), topic());
            warmUp(speaker, link);

            // when
            link.close();

            // then: a subscription that was kept would count as a subscriber
            speaker.link().publishUntilHeard(expiring("frame", 1));
            Await.until("no subscriber", () -> speaker.link().statistics().unheard() > 0);
        }
    }

    private Publication expiring(String text, int seconds) {
        return Publication.atLeastOnce(topic(), text.getBytes(StandardCharsets.UTF_8))
                .with(MessageProperties.EMPTY.withExpiry(Duration.ofSeconds(seconds)));
    }
}
