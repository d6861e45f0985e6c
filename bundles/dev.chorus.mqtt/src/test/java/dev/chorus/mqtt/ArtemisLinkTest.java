package dev.chorus.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.mqtt.api.LinkState;
import dev.chorus.mqtt.api.LinkState.Phase;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.testing.Await;
import dev.chorus.mqtt.testing.LinkContract;
import dev.chorus.mqtt.testing.WatchedLink;
import dev.chorus.tools.broker.Broker;
import dev.chorus.tools.broker.EmbeddedBroker;
import org.junit.jupiter.api.Test;

class ArtemisLinkTest extends LinkContract {

    @Override
    protected Broker startBroker() {
        return EmbeddedBroker.start();
    }

    @Test
    void link_toABrokerThatDropsProperties_worksWithoutThem() {
        try (EmbeddedBroker broker =
                        EmbeddedBroker.builder().dropMessageProperties().start();
                WatchedLink link = WatchedLink.connected(broker.port(), "plain")) {
            // when
            MessageProperties properties = MessageProperties.EMPTY
                    .withResponseTopic("reply")
                    .withCorrelationData(new byte[] {1})
                    .withUserProperty("a", "b");
            link.link()
                    .publish(Publication.atLeastOnce("plain", new byte[] {42}).with(properties));

            // then
            assertEquals(MessageProperties.EMPTY, link.awaitDeliveries(1).get(0).properties());
        }
    }

    @Test
    void start_withAWrongPassword_saysSoWithoutSayingIt_andGoesOnTrying() {
        try (EmbeddedBroker broker =
                        EmbeddedBroker.builder().login("gateway", "right").start();
                WatchedLink link = WatchedLink.started(
                        WatchedLink.settings(broker.port())
                                .user("gateway")
                                .password("secret".toCharArray())
                                .build(),
                        ready -> {})) {
            Await.until("two attempts", () -> link.link().statistics().failedConnects() >= 2);
            link.awaitPhase(Phase.WAITING);

            LinkState state = link.link().state();
            String problem = state.problem().orElseThrow();
            assertTrue(problem.contains("user \"gateway\""), problem);
            assertFalse(problem.contains("secret"), problem);
        }
    }

    @Test
    void start_withTheRightPassword_connects() {
        try (EmbeddedBroker broker =
                        EmbeddedBroker.builder().login("gateway", "geheim-ä").start();
                WatchedLink link = WatchedLink.connected(
                        broker.port(), settings -> settings.user("gateway").password("geheim-ä".toCharArray()))) {
            assertTrue(link.link().state().problem().isEmpty());
        }
    }
}
