package dev.chorus.itests.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.RequestDeadline;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.tools.benchmark.rig.BrokerReach;
import dev.chorus.tools.benchmark.rig.Rig;
import dev.chorus.tools.broker.Broker;
import dev.chorus.tools.broker.EmbeddedBroker;
import dev.chorus.tools.gateway.ClonePackages;
import dev.chorus.tools.gateway.GatewayProcess;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM to gateways that deactivate nothing, as Kura's launcher has it. */
class ShutdownIT {

    private static final int LIMIT_S = 120;

    @TempDir
    private Path folder;

    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        Broker broker = EmbeddedBroker.builder().start();
        rig = new Rig(
                ClonePackages.ofChorus().orElseThrow(),
                folder,
                "parts",
                broker,
                BrokerReach.of(broker, Optional.empty()),
                Rig.AS_KURA);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void sigterm_ofTheAggregatorWhileAResultIsMissing_answersAPlainClientWithTheOthers() throws Exception {
        // given
        GatewayProcess aggregator = rig.aggregator();
        rig.variant("p48");
        GatewayProcess frozen = rig.variant("p56");
        rig.awaitVariants(2);
        freeze(frozen);
        CountDownLatch classified = new CountDownLatch(1);
        CompletableFuture<byte[]> answered = new CompletableFuture<>();
        try (MqttLink client = MqttLink.create(rig.client("plain"), any -> {})) {
            client.subscribe(rig.topics().topKFilter(), 1, delivery -> classified.countDown());
            client.subscribe("chorus/parts/reply/plain", 1, delivery -> answered.complete(delivery.payload()));
            client.start();
            client.publish(Publication.atLeastOnce(rig.topics().request(), picture())
                    .with(MessageProperties.EMPTY
                            .withResponseTopic("chorus/parts/reply/plain")
                            .withCorrelationData(new byte[16])
                            .withUserProperty(RequestDeadline.USER_PROPERTY, "60000")));
            classified.await(LIMIT_S, TimeUnit.SECONDS);

            // when
            aggregator.terminate();

            // then
            FusedResult answer = FusedResultJson.decode(answered.get(LIMIT_S, TimeUnit.SECONDS));
            assertEquals(List.of("p48"), answer.contributors());
        } finally {
            frozen.kill();
        }
    }

    @Test
    void sigterm_ofAnIdleGateway_leavesItsComponentsStopped() throws Exception {
        GatewayProcess variant = rig.variant("p48");
        rig.await("p48", "online", status -> status.state() == State.ONLINE);

        variant.terminate();

        rig.await("p48", "stopped", status -> status.state() == State.STOPPED);
    }

    /** It keeps its connection and answers nothing. */
    private static void freeze(GatewayProcess gateway) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-STOP", Long.toString(gateway.processId()))
                        .start()
                        .waitFor());
    }

    private static byte[] picture() throws Exception {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", png);
        return png.toByteArray();
    }
}
