package dev.chorus.wires.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.tools.broker.EmbeddedBroker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Invalid configurations of operators and programs: each is reported in status and records, and can be corrected. */
class ClassifierMistakesTest {

    private static final String ID = "wires";

    private static EmbeddedBroker broker;
    private static SimulatedFamily family;
    private static MqttLink listener;
    private static final List<Status> STATUSES = new CopyOnWriteArrayList<>();

    private final List<Map<String, Object>> emitted = new CopyOnWriteArrayList<>();
    private volatile boolean exhausted;
    private final Classifier classifier = new Classifier("test", "0.1.0", this::take);

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start();
        family = new SimulatedFamily(broker.url());
        listener =
                MqttLink.create(LinkSettings.builder(broker.url(), "listener").build(), any -> {});
        listener.subscribe(
                SimulatedFamily.TOPICS.statusFilter(Status.Kind.REQUESTER), 1, delivery -> hear(delivery.payload()));
        listener.start();
        Await.until("a connection", () -> listener.state().connected());
    }

    @AfterAll
    static void stop() {
        listener.close();
        family.close();
        broker.close();
    }

    private static void hear(byte[] payload) {
        try {
            STATUSES.add(StatusJson.decode(payload));
        } catch (MalformedPayloadException e) {
            throw new IllegalStateException(e);
        }
    }

    private void take(Map<String, Object> record) {
        if (exhausted) {
            throw new OutOfMemoryError("on purpose");
        }
        emitted.add(record);
    }

    @AfterEach
    void close() {
        classifier.close();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        "a deadline of zero",
                        "deadline.ms",
                        0,
                        "deadline.ms must be a whole number within 1..60000, was '0'"),
                mistake(
                        "a deadline of more than a minute",
                        "deadline.ms",
                        60_001,
                        "deadline.ms must be a whole number within 1..60000, was '60001'"),
                mistake(
                        "a word for a deadline",
                        "deadline.ms",
                        "soon",
                        "deadline.ms must be a whole number within 1..60000, was 'soon'"),
                mistake(
                        "an array for a deadline",
                        "deadline.ms",
                        new Integer[] {1},
                        "deadline.ms must be a whole number within 1..60000, was '[1]'"),
                mistake("no open question", "open.max", 0, "open.max must be a whole number within 1..1000, was '0'"),
                mistake(
                        "a fraction of a question",
                        "open.max",
                        1.5,
                        "open.max must be a whole number within 1..1000, was '1.5'"),
                mistake(
                        "a Long beyond every number",
                        "open.max",
                        Long.MAX_VALUE,
                        "open.max must be a whole number within 1..1000, was '9223372036854775807'"),
                mistake(
                        "pictures of no byte",
                        "picture.bytes.max",
                        0,
                        "picture.bytes.max must be a whole number within 1..16000000, was '0'"),
                mistake(
                        "pictures beyond what a broker takes",
                        "picture.bytes.max",
                        16_000_001,
                        "picture.bytes.max must be a whole number within 1..16000000, was '16000001'"),
                mistake(
                        "a number for a property's name",
                        "picture.property",
                        7,
                        "picture.property must be a text, was '7'"),
                mistake(
                        "perhaps where true belongs",
                        "pass.on",
                        "perhaps",
                        "pass.on must be true or false, was 'perhaps'"),
                mistake("a number where true belongs", "pass.on", 1, "pass.on must be true or false, was '1'"),
                mistake(
                        "an unknown way to fail",
                        "on.failure",
                        "cry",
                        "on.failure must be one of [record, nothing], was 'cry'"),
                mistake(
                        "a way to fail in the wrong case",
                        "on.failure",
                        "Record",
                        "on.failure must be one of [record, nothing], was 'Record'"),
                mistake("no family", "family", "", "family must be 1..64 of A-Z a-z 0-9 _ . -, was empty"),
                mistake(
                        "a family with a wildcard",
                        "family",
                        "+",
                        "family must be 1..64 of A-Z a-z 0-9 _ . -, was '+'"),
                mistake("a number for a family", "family", 3, "family must be a text, was '3'"),
                mistake(
                        "no URL for the broker",
                        "broker.url",
                        "nonsense",
                        "broker.url: brokerUrl must be mqtt://host:port"),
                mistake(
                        "a web page for a broker",
                        "broker.url",
                        "http://broker",
                        "broker.url: brokerUrl must be mqtt://host:port"),
                mistake(
                        "a client id with a blank",
                        "client.id",
                        "my wires",
                        "client.id: client id must be 1..64 of A-Z a-z 0-9 _ . -, was 'my wires'"),
                mistake(
                        "a user of two lines",
                        "user",
                        "me\nyou",
                        "user must be a text without control characters, was 'me?you'"),
                mistake(
                        "a topic root with an empty level",
                        "topic.root",
                        "a//b",
                        "topic.root: topic root must be levels of A-Z a-z 0-9 _ . - separated by /, at most"));
    }

    private static Arguments mistake(String name, String property, Object value, String problem) {
        return arguments(name, property, value, problem);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void mistake_any_isReportedInStatusAndRecordUntilCorrected(
            String name, String property, Object value, String problem) {
        // given
        configure(Map.of());
        awaitStatus(State.ONLINE, Optional.empty());

        // when
        configure(Map.of(property, value));

        // then
        awaitStatus(State.MISCONFIGURED, Optional.of(problem));
        classifier.accept(picture());
        Await.until("a record", () -> emitted.size() == 1);
        assertEquals("misconfigured", emitted.get(0).get("outcome"));
        assertTrue(emitted.get(0).get("error").toString().contains(problem), emitted.toString());

        // and when
        configure(Map.of());

        // then
        awaitStatus(State.ONLINE, Optional.empty());
        classifier.accept(picture());
        Await.until("a record", () -> emitted.size() == 2);
        assertEquals("answered", emitted.get(1).get("outcome"));
    }

    @Test
    void failure_ofTheVirtualMachine_isShownAndRestartsWithTheLastConfiguration() {
        // given
        configure(Map.of());
        awaitStatus(State.ONLINE, Optional.empty());

        // when
        exhausted = true;
        classifier.accept(picture());

        // then
        Optional<String> problem = Optional.of("internal error, restarting: java.lang.OutOfMemoryError: on purpose");
        awaitStatus(State.STOPPED, problem);
        awaitStatus(State.DEGRADED, problem);
    }

    @Test
    void close_always_publishesTheFarewell() {
        configure(Map.of());
        awaitStatus(State.ONLINE, Optional.empty());

        classifier.close();

        Status last = awaitStatus(State.STOPPED, Optional.empty());
        assertEquals(ID, last.id());
        assertEquals("0.1.0", last.software());
        assertEquals(Status.Kind.REQUESTER, last.kind());
    }

    private void configure(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(
                Map.of("broker.url", broker.url(), "client.id", ID, "family", "parts", "deadline.ms", 60_000));
        properties.putAll(more);
        STATUSES.clear();
        classifier.configure(properties, new PlainSecrets());
    }

    private static Status awaitStatus(State state, Optional<String> problem) {
        Await.until(state + " " + problem.orElse(""), () -> STATUSES.stream()
                .anyMatch(status -> isSo(status, state, problem)));
        return STATUSES.stream()
                .filter(status -> isSo(status, state, problem))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isSo(Status status, State state, Optional<String> problem) {
        return status.state() == state
                && problem.map(text ->
                                status.problem() != null && status.problem().contains(text))
                        .orElse(status.problem() == null);
    }

    private static Map<String, Object> picture() {
        return Map.of("picture", new byte[] {SimulatedFamily.ANSWERED, (byte) System.nanoTime()});
    }
}
