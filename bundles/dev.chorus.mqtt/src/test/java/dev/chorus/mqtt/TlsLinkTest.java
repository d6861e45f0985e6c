package dev.chorus.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.LinkState.Phase;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.testing.Await;
import dev.chorus.mqtt.testing.Proxy;
import dev.chorus.mqtt.testing.WatchedLink;
import dev.chorus.tools.broker.EmbeddedBroker;
import dev.chorus.tools.broker.LoopbackKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link with TLS that a proxy in front of the broker provides, with certificates created by the test. */
class TlsLinkTest {

    @TempDir
    private Path folder;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void publish_throughTls_arrives_andAgainAfterALoss() throws Exception {
        SSLContext tls = LoopbackKey.make(folder).context();
        try (Proxy network = Proxy.to(broker.port(), tls.getServerSocketFactory());
                WatchedLink link = WatchedLink.started(settings(network, tls), ready -> {}, "tls")) {
            link.awaitPhase(Phase.CONNECTED);
            link.link().publish(Publication.atLeastOnce("tls", new byte[] {1}));
            link.awaitDeliveries(1);

            network.cut();
            Await.until("the second connection", () -> link.link().statistics().connects() == 2);
            link.link().publish(Publication.atLeastOnce("tls", new byte[100_000]));

            // What was not acknowledged before the cut may arrive again.
            Await.until("the second", () -> link.deliveries().stream()
                    .anyMatch(delivery -> Arrays.equals(delivery.payload(), new byte[100_000])));
        }
    }

    @Test
    void start_withACertificateOfAnotherHost_doesNotConnect() throws Exception {
        SSLContext tls = LoopbackKey.make(folder, "dns:elsewhere.example").context();
        try (Proxy network = Proxy.to(broker.port(), tls.getServerSocketFactory());
                WatchedLink link = WatchedLink.started(settings(network, tls), ready -> {})) {
            Await.until("an attempt", () -> link.link().statistics().failedConnects() >= 1);

            String problem = link.link().state().problem().orElseThrow();
            assertTrue(problem.startsWith("TLS handshake with mqtts://127.0.0.1:"), problem);
            assertEquals(0, link.link().statistics().connects());
        }
    }

    private static LinkSettings settings(Proxy network, SSLContext tls) {
        return LinkSettings.builder("mqtts://127.0.0.1:" + network.port(), "tls-" + network.port())
                .backoff(Duration.ofMillis(20), Duration.ofMillis(200))
                .socketFactory(tls.getSocketFactory())
                .build();
    }
}
