package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.api.PublishException;
import dev.chorus.mqtt.request.Questions;
import dev.chorus.mqtt.request.Reply;
import dev.chorus.tools.broker.MosquittoBroker;
import dev.chorus.tools.gateway.ClonePackages;
import dev.chorus.tools.gateway.ComponentSettings;
import dev.chorus.tools.gateway.GatewayProcess;
import dev.chorus.tools.gateway.GatewaySetup;
import dev.chorus.tools.parts.Jpeg;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.requester.Requester;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.kura.configuration.Password;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/examples/mosquitto.acl, at a real mosquitto. */
@Tag("mosquitto")
class AclIT {

    private static final List<String> ROLES = List.of("variant", "aggregator", "requester", "watcher", "page");
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_ROOT, "parts");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private static Path folder;

    private static ClonePackages clone;
    private static MosquittoBroker broker;

    @BeforeAll
    static void start() throws Exception {
        clone = ClonePackages.ofChorus().orElseThrow();
        Path passwords = folder.resolve("passwords");
        Files.createFile(passwords);
        for (String role : ROLES) {
            Process process = new ProcessBuilder("mosquitto_passwd", "-b", passwords.toString(), role, secret(role))
                    .redirectErrorStream(true)
                    .start();
            assertTrue(process.waitFor(120, TimeUnit.SECONDS));
            assertEquals(
                    0, process.exitValue(), new String(process.getInputStream().readAllBytes()));
        }
        broker = MosquittoBroker.builder()
                .access(passwords, clone.home().resolve("docs/examples/mosquitto.acl"))
                .start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static String secret(String role) {
        return role + "'s secret";
    }

    @Test
    void services_eachWithTheRightsOfItsRole_answer() throws Exception {
        try (GatewayProcess aggregator = gateway(
                        "aggregator",
                        "dev.chorus.aggregator.AggregatorService",
                        Map.of(),
                        "chorus-core",
                        "chorus-aggregator");
                GatewayProcess variant = gateway(
                        "variant",
                        "dev.chorus.variant.VariantService",
                        Map.of("variant", "p72"),
                        "chorus-core",
                        "chorus-onnxruntime",
                        "chorus-variant",
                        "chorus-model-parts-p72");
                Requester requester = Requester.connect(settings("requester"), TOPICS, PATIENCE)) {
            assertTrue(aggregator.isAlive() && variant.isAlive());
            byte[] picture = Jpeg.encode(new PartsArtist().draw(PartClass.NUT, 1L << 37));

            Reply reply = null;
            long until = System.nanoTime() + PATIENCE.toNanos();
            while ((reply == null || !reply.isAnswered()) && System.nanoTime() - until < 0) {
                reply = requester
                        .ask(Questions.newId(), picture, Duration.ofSeconds(2))
                        .exceptionally(nobodyYet -> null)
                        .get(120, TimeUnit.SECONDS);
            }

            assertTrue(reply != null && reply.isAnswered(), "no answer, the last one is " + reply);
            assertEquals(List.of("p72"), reply.result().contributors());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "variant, chorus/parts/result",
        "variant, chorus/parts/request",
        "variant, chorus/parts/reply/somebody",
        "aggregator, chorus/parts/topk/p72",
        "aggregator, chorus/parts/request",
        "requester, chorus/parts/topk/p72",
        "requester, chorus/parts/result",
        "requester, chorus/parts/status/variant/somebody-else",
        "requester, $SYS/broker",
        "page, chorus/parts/result",
        "page, chorus/parts/topk/p72",
        "watcher, chorus/parts/request",
        "watcher, chorus/parts/topk/p72",
    })
    void publish_toATopicOfAnotherRole_isRefused(String role, String topic) throws Exception {
        try (MqttLink link = MqttLink.create(settings(role), any -> {})) {
            link.start();

            CompletableFuture<Void> outcome =
                    link.publish(Publication.atLeastOnce(topic, "no".getBytes(StandardCharsets.UTF_8)));

            ExecutionException failure =
                    assertThrows(ExecutionException.class, () -> outcome.get(120, TimeUnit.SECONDS));
            PublishException refusal = assertInstanceOf(PublishException.class, failure.getCause());
            assertEquals(PublishException.Reason.REFUSED, refusal.reason(), refusal.getMessage());
        }
    }

    @Test
    void publish_ofOnesOwnStatus_isTaken() throws Exception {
        LinkSettings settings = settings("variant");
        try (MqttLink link = MqttLink.create(settings, any -> {})) {
            link.start();

            link.publish(Publication.atLeastOnce(
                            TOPICS.status(Status.Kind.VARIANT, settings.clientId()), new byte[] {'{', '}'}))
                    .get(120, TimeUnit.SECONDS);
        }
    }

    private static LinkSettings settings(String role) {
        return LinkSettings.builder("mqtt://127.0.0.1:" + broker.port(), "acl-" + role)
                .user(role)
                .password(secret(role).toCharArray())
                .build();
    }

    private static GatewayProcess gateway(String role, String factory, Map<String, Object> more, String... packages)
            throws Exception {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("broker.url", "mqtt://127.0.0.1:" + broker.port());
        properties.put("family", TOPICS.family());
        properties.put("user", role);
        properties.put("password", new Password(secret(role)));
        List<Path> files = new ArrayList<>();
        for (String each : packages) {
            files.add(clone.packageFile(each));
        }
        GatewayProcess gateway = GatewayProcess.launch(new GatewaySetup(
                folder.resolve(role),
                clone.platform(),
                files,
                List.of(new ComponentSettings(factory, role, properties)),
                folder.resolve(role + ".log")));
        gateway.awaitReady(PATIENCE);
        return gateway;
    }
}
