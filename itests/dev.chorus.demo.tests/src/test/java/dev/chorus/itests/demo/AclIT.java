package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.LinkSettingsBuilder;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.api.PublishException;
import dev.chorus.mqtt.request.RequestClient;
import dev.chorus.mqtt.request.Response;
import dev.chorus.tools.broker.MosquittoBroker;
import dev.chorus.tools.gateway.ClonePackages;
import dev.chorus.tools.gateway.ComponentSettings;
import dev.chorus.tools.gateway.GatewayProcess;
import dev.chorus.tools.gateway.GatewaySetup;
import dev.chorus.tools.parts.Jpeg;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.requester.Requester;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.kura.configuration.Password;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * docs/examples/mosquitto.acl and the listeners of docs/security.md, at a real mosquitto: every user against every topic, as the table of
 * that page says.
 */
@Tag("mosquitto")
class AclIT {

    private static final Topics TOPICS = new Topics(Topics.DEFAULT_ROOT, "parts");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** Users of the listener for components with two connections. */
    private static final Set<String> PAIRED = Set.of("aggregator-1", "aggregator-2", "page-1");

    /** One of each kind, of each user's own and of others; those of users that exist, and of none. */
    private static final List<String> ALL_TOPICS = List.of(
            "chorus/parts/request",
            "chorus/parts/result",
            "chorus/parts/reply/requester",
            "chorus/parts/reply/deeper/topic",
            "chorus/parts/truth",
            "chorus/parts/doubtful",
            "chorus/parts/topk/p64",
            "chorus/parts/topk/p72",
            "chorus/parts/topk/ghost",
            "chorus/parts/topk-json/p64",
            "chorus/parts/topk-json/p72",
            "chorus/parts/status/variant/variant-1",
            "chorus/parts/status/variant/variant-2",
            "chorus/parts/status/variant/watcher-1",
            "chorus/parts/status/variant/ghost",
            "chorus/parts/status/aggregator/aggregator-1",
            "chorus/parts/status/aggregator/aggregator-2",
            "chorus/parts/status/aggregator/watcher-1",
            "chorus/parts/status/aggregator/ghost",
            "chorus/parts/status/requester/requester-1",
            "chorus/parts/status/requester/watcher-1",
            "chorus/other/status/variant/variant-1",
            "chorus/other/request",
            "other/parts/request",
            "homeassistant/sensor/ghost/config",
            "somewhere/else",
            "$SYS/broker");

    @TempDir
    private static Path folder;

    private static ClonePackages clone;
    private static MosquittoBroker broker;
    private static Map<String, AccessTable.Rights> table;

    @BeforeAll
    static void start() throws Exception {
        clone = ClonePackages.ofChorus().orElseThrow();
        table = AccessTable.read(clone.home().resolve("docs/security.md"));
        Path single = Files.createFile(folder.resolve("single"));
        Path paired = Files.createFile(folder.resolve("paired"));
        for (String user : table.keySet()) {
            addUser(PAIRED.contains(user) ? paired : single, user);
        }
        String acl = "acl_file " + clone.home().resolve("docs/examples/mosquitto.acl");
        broker = MosquittoBroker.builder()
                .listener("use_username_as_clientid true", "allow_anonymous false", "password_file " + single, acl)
                .listener("allow_anonymous false", "password_file " + paired, acl)
                .start();
    }

    private static void addUser(Path passwords, String user) throws Exception {
        Process process = new ProcessBuilder("mosquitto_passwd", "-b", passwords.toString(), user, secret(user))
                .redirectErrorStream(true)
                .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), new String(process.getInputStream().readAllBytes()));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static String secret(String user) {
        return user + "'s secret";
    }

    private static int port(String user) {
        return broker.port(PAIRED.contains(user) ? 1 : 0);
    }

    static Stream<String> users() throws IOException {
        return AccessTable.read(ClonePackages.ofChorus().orElseThrow().home().resolve("docs/security.md"))
                .keySet()
                .stream();
    }

    @ParameterizedTest
    @MethodSource("users")
    void publish_ofEachUserToEachTopic_isTakenOrRefusedAsTheTableSays(String user) throws Exception {
        Set<String> taken = new TreeSet<>();
        try (MqttLink link = MqttLink.create(settings(user).build(), any -> {})) {
            link.start();
            for (String topic : ALL_TOPICS) {
                CompletableFuture<Void> outcome = link.publish(Publication.atLeastOnce(topic, probe()));
                if (isTaken(outcome)) {
                    taken.add(topic);
                }
            }
        }

        assertEquals(
                new TreeSet<>(
                        ALL_TOPICS.stream().filter(table.get(user)::mayPublish).toList()),
                taken);
    }

    private static boolean isTaken(CompletableFuture<Void> outcome) throws Exception {
        try {
            outcome.get(120, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            PublishException refusal = assertInstanceOf(PublishException.class, e.getCause());
            assertEquals(PublishException.Reason.REFUSED, refusal.reason(), refusal.getMessage());
            return false;
        }
    }

    private static byte[] probe() {
        return "probe".getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("users")
    void subscribe_ofEachUserToAll_receivesWhatTheTableSays(String user) throws Exception {
        Set<String> received = new ConcurrentSkipListSet<>();
        CompletableFuture<Void> ready = new CompletableFuture<>();
        CompletableFuture<Void> complete = new CompletableFuture<>();
        String last = ALL_TOPICS.stream()
                .filter(table.get(user)::receives)
                .findFirst()
                .orElseThrow();
        try (MqttLink link = MqttLink.create(settings(user).build(), any -> ready.complete(null));
                MqttLink other = MqttLink.create(open("everything").build(), any -> {})) {
            link.subscribe("#", 1, delivery -> {
                if (delivery.payload().length == 0) {
                    complete.complete(null);
                } else {
                    received.add(delivery.topic());
                }
            });
            link.start();
            other.start();
            ready.get(120, TimeUnit.SECONDS);
            for (String topic : ALL_TOPICS) {
                if (!topic.startsWith("$")) {
                    other.publish(Publication.atLeastOnce(topic, probe())).get(120, TimeUnit.SECONDS);
                }
            }

            // The broker keeps the order of one publisher for one subscription.
            other.publish(Publication.atLeastOnce(last, new byte[0])).get(120, TimeUnit.SECONDS);
            complete.get(120, TimeUnit.SECONDS);
        }

        assertEquals(
                new TreeSet<>(
                        ALL_TOPICS.stream().filter(table.get(user)::receives).toList()),
                received);
    }

    /** CONNECT with the client id of another client ends that one's connection, and has its will published. */
    @Test
    void connect_withTheClientIdOfAGateway_leavesItsConnectionAndItsStatusAlone() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        Set<String> received = new ConcurrentSkipListSet<>();
        CompletableFuture<Void> ready = new CompletableFuture<>();
        CompletableFuture<Void> fence = new CompletableFuture<>();
        try (MqttLink gateway = MqttLink.create(settings("variant-1").build(), any -> connections.incrementAndGet());
                MqttLink observer = MqttLink.create(open("observer").build(), any -> ready.complete(null))) {
            gateway.start();
            gateway.publish(Publication.atLeastOnce("chorus/parts/status/variant/variant-1", probe()))
                    .get(120, TimeUnit.SECONDS);
            observer.subscribe("chorus/parts/status/+/+", 1, delivery -> {
                received.add(delivery.topic());
                if (delivery.topic().endsWith("/requester-1")) {
                    fence.complete(null);
                }
            });
            observer.start();
            ready.get(120, TimeUnit.SECONDS);

            RawConnect.vanish(
                    port("watcher-1"),
                    "variant-1",
                    "watcher-1",
                    secret("watcher-1"),
                    "chorus/parts/status/variant/variant-1");
            RawConnect.vanish(
                    port("requester-1"),
                    "variant-1",
                    "requester-1",
                    secret("requester-1"),
                    "chorus/parts/status/requester/requester-1");
            fence.get(120, TimeUnit.SECONDS);
            gateway.publish(Publication.atLeastOnce("chorus/parts/topk/p64", probe()))
                    .get(120, TimeUnit.SECONDS);

            assertEquals(1, connections.get());
            assertFalse(received.contains("chorus/parts/status/variant/variant-1"), received.toString());
        }
    }

    @Test
    void connect_toTheListenerOfAggregators_isRefusedToOtherUsers() throws Exception {
        assertEquals(
                RawConnect.NOT_AUTHORIZED,
                RawConnect.vanish(
                        broker.port(1), "aggregator-1", "watcher-1", secret("watcher-1"), "chorus/parts/status/x/y"));
    }

    @Test
    void services_eachWithTheRightsOfItsUser_answer() throws Exception {
        try (GatewayProcess aggregator = gateway(
                        "aggregator-1",
                        "dev.chorus.aggregator.AggregatorService",
                        Map.of(),
                        "chorus-core",
                        "chorus-aggregator");
                GatewayProcess variant = gateway(
                        "variant-2",
                        "dev.chorus.variant.VariantService",
                        Map.of("variant", "p72"),
                        "chorus-core",
                        "chorus-onnxruntime",
                        "chorus-variant",
                        "chorus-model-parts-p72");
                Requester requester = Requester.connect(settings("requester-1").build(), TOPICS, PATIENCE)) {
            assertTrue(aggregator.isAlive() && variant.isAlive());
            byte[] picture = Jpeg.encode(new PartsArtist().draw(PartClass.NUT, 1L << 37));

            Response reply = null;
            long until = System.nanoTime() + PATIENCE.toNanos();
            while ((reply == null || !reply.isAnswered()) && System.nanoTime() - until < 0) {
                reply = requester
                        .ask(RequestClient.newId(), picture, Duration.ofSeconds(2))
                        .exceptionally(noAnswerYet -> null)
                        .get(120, TimeUnit.SECONDS);
            }

            assertTrue(reply != null && reply.isAnswered(), "no answer, the last one is " + reply);
            assertEquals(List.of("p72"), reply.result().contributors());
        }
    }

    private static LinkSettingsBuilder settings(String user) {
        return LinkSettings.builder("mqtt://127.0.0.1:" + port(user), user)
                .user(user)
                .password(secret(user).toCharArray());
    }

    /** A client of the listener without access control. */
    private static LinkSettingsBuilder open(String clientId) {
        return LinkSettings.builder("mqtt://127.0.0.1:" + broker.port(), clientId);
    }

    private static GatewayProcess gateway(String user, String factory, Map<String, Object> more, String... packages)
            throws Exception {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("broker.url", "mqtt://127.0.0.1:" + port(user));
        properties.put("family", TOPICS.family());
        properties.put("user", user);
        properties.put("client.id", user);
        properties.put("password", new Password(secret(user)));
        List<Path> files = new ArrayList<>();
        for (String each : packages) {
            files.add(clone.packageFile(each));
        }
        GatewayProcess gateway = GatewayProcess.launch(new GatewaySetup(
                folder.resolve(user),
                clone.platform(),
                files,
                List.of(new ComponentSettings(factory, user, properties)),
                folder.resolve(user + ".log")));
        gateway.awaitReady(PATIENCE);
        return gateway;
    }
}
