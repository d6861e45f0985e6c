package dev.chorus.aggregator;

import static dev.chorus.aggregator.SimulatedVariant.seeing;
import static dev.chorus.aggregator.SimulatedVariant.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.tools.broker.EmbeddedBroker;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Effects of a new configuration on a running component. */
class ConfigurationTest extends ServiceTest {

    private static EmbeddedBroker broker;

    private Listener listener;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void startListener() {
        listener = closing(new Listener(broker.url(), topics));
    }

    @Test
    void modified_quorumAndDeadline_leavesConnectionAndOpenWindows() throws InterruptedException {
        Map<String, Object> properties = properties(broker.url());
        properties.put("quorum", 2);
        properties.put("deadline.ms", 60_000);
        RunningComponent component = component(properties, listener);
        variant(broker.url(), "p32", 1, seeing(0, 0.9f));
        awaitMembers(listener, 1);
        listener.ask(PICTURE);
        SimulatedVariant late = variant(broker.url(), "p64", 1, silent());
        awaitMembers(listener, 2);

        component.modify("deadline.ms", 30_000);
        component.modify("quorum", 1);
        late.say(seeing(0, 0.5f).apply(listener.ask(PICTURE)));

        FusedResult result = listener.nextResult();
        assertEquals(Outcome.ANSWERED, result.outcome());
        assertEquals(List.of("p32", "p64"), result.contributors());
        assertEquals(CloseReason.ALL, result.closedBy());
        assertTrue(
                listener.seenStatuses().stream().noneMatch(status -> status.state() == State.STOPPED),
                listener.seenStatuses().toString());
    }

    @Test
    void modified_invalidOption_isReportedUntilCorrected() throws InterruptedException {
        RunningComponent component = component(properties(broker.url()), listener);
        variant(broker.url(), "p32", 1, seeing(0, 0.9f));
        awaitMembers(listener, 1);

        component.modify("quorum", "many");

        Status misconfigured = listener.awaitState(State.MISCONFIGURED);
        assertTrue(
                misconfigured.problem().startsWith("quorum must be a whole number within 1..256, was 'many'"),
                misconfigured.problem());

        component.modify("quorum", 1);

        listener.awaitState(State.ONLINE);
        listener.ask(PICTURE);
        assertEquals(Outcome.ANSWERED, listener.nextResult().outcome());
    }

    @Test
    void modified_mistakeWhileAWindowIsOpen_answersItFirst() throws InterruptedException {
        RunningComponent component = component(properties(broker.url()), listener);
        SimulatedVariant speaking = variant(broker.url(), "p32", 1, silent());
        variant(broker.url(), "p64", 1, silent());
        awaitMembers(listener, 2);
        speaking.say(seeing(0, 0.5f).apply(listener.ask(PICTURE)));
        listener.awaitStatus(
                "aware of the result",
                () -> component.modify("touched", "again"),
                status -> status.counters().getOrDefault("results", 0L) == 1);

        component.modify("quorum", 0);

        assertEquals(List.of("p32"), listener.nextResult().contributors());
    }

    @Test
    void modified_invalidBrokerUrl_isReportedAtTheOldBrokerUntilCorrected() throws InterruptedException {
        RunningComponent component = component(properties(broker.url()), listener);

        component.modify("broker.url", "nonsense");

        Status misconfigured = listener.awaitState(State.MISCONFIGURED);
        assertTrue(misconfigured.problem().contains("nonsense"), misconfigured.problem());

        component.modify("broker.url", broker.url());

        listener.awaitState(State.DEGRADED);
    }

    @Test
    void activate_withoutFamily_isReportedBelowADash_andRemovedThereOnceCorrected() throws InterruptedException {
        Topics unknown = Topics.ofUnknownFamily(topics.root());
        Listener there = closing(new Listener(broker.url(), unknown));
        Map<String, Object> properties = properties(broker.url());
        Object family = properties.put("family", "");
        RunningComponent component = closing(new RunningComponent(properties));

        Status misconfigured = there.awaitState(State.MISCONFIGURED);
        assertTrue(
                misconfigured.problem().startsWith("family must be 1..64 of A-Z a-z 0-9 _ . -, was empty"),
                misconfigured.problem());
        assertNull(misconfigured.family());

        component.modify("family", family);

        listener.awaitState(State.DEGRADED);
        there.awaitRemoval();
    }

    @Test
    void modified_familyThatGoesMissing_isReportedAtTheKnownPlace() throws InterruptedException {
        RunningComponent component = component(properties(broker.url()), listener);

        component.modify("family", "no/name");

        Status misconfigured = listener.awaitState(State.MISCONFIGURED);
        assertTrue(
                misconfigured.problem().startsWith("family must be 1..64 of A-Z a-z 0-9 _ . -, was 'no/name'"),
                misconfigured.problem());

        component.modify("family", topics.family());

        listener.awaitState(State.DEGRADED);
        assertTrue(
                listener.seenStatuses().stream().noneMatch(status -> status.state() == State.STOPPED),
                listener.seenStatuses().toString());
    }

    @Test
    void modified_anotherBroker_leavesTheOldAndComesToTheNew() throws InterruptedException {
        RunningComponent component = component(properties(broker.url()), listener);
        EmbeddedBroker another = closing(EmbeddedBroker.start());
        Listener there = closing(new Listener(another.url(), topics));

        component.modify("broker.url", another.url());

        listener.awaitState(State.STOPPED);
        there.awaitState(State.DEGRADED);
        variant(another.url(), "p32", 1, seeing(0, 0.9f));
        awaitMembers(there, 1);
        there.ask(PICTURE);
        assertEquals(Outcome.ANSWERED, there.nextResult().outcome());
    }

    @Test
    void modified_anotherFamily_answersThatOne() throws InterruptedException {
        Listener ofTools = closing(new Listener(broker.url(), new Topics(topics.root(), "tools")));
        Map<String, Object> properties = properties(broker.url());
        properties.put("family", "tools");
        RunningComponent component = component(properties, ofTools);

        component.modify("family", topics.family());

        ofTools.awaitState(State.STOPPED);
        listener.awaitState(State.DEGRADED);
        variant(broker.url(), "p32", 1, seeing(0, 0.9f));
        awaitMembers(listener, 1);
        listener.ask(PICTURE);
        assertEquals(Outcome.ANSWERED, listener.nextResult().outcome());
    }

    @Test
    @Timeout(600)
    void activate_whateverTheProperties_neverThrowsAndComesUpWithGoodOnes() throws InterruptedException {
        Map<String, Object> properties = new HashMap<>();
        properties.put("family", 7);
        properties.put("broker.url", new byte[3]);
        properties.put("quorum", List.of());
        properties.put("password", "not encrypted");
        RunningComponent component = closing(new RunningComponent(properties));

        properties(broker.url()).forEach(component::modify);
        component.modify("quorum", 1);
        component.modify("password", "");

        listener.awaitState(State.DEGRADED);
    }

    @Test
    void deactivate_connected_saysGoodbyeAndLeavesNoThread() throws InterruptedException {
        Set<Thread> before = threads();
        RunningComponent component = new RunningComponent(properties(broker.url()));
        listener.awaitState(State.DEGRADED);

        component.close();

        assertNoThreadIsLeft(before);
        assertNull(listener.awaitState(State.STOPPED).problem());
    }

    @Test
    void deactivate_brokerThatNeverAnswers_endsInBoundedTimeAndLeavesNoThread() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Set<Thread> before = threads();
            RunningComponent component = new RunningComponent(properties("mqtt://127.0.0.1:" + silent.getLocalPort()));
            silent.accept();

            long begin = System.nanoTime();
            component.close();

            assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(60));
            assertNoThreadIsLeft(before);
        }
    }

    private static void assertNoThreadIsLeft(Set<Thread> before) throws InterruptedException {
        for (Thread thread : threads()) {
            if (!before.contains(thread)) {
                // Ended by now, or ending: the last steps of a thread come after anything a test can wait for.
                thread.join(120_000);
                assertTrue(!thread.isAlive(), thread + " is left");
            }
        }
    }

    /** Returns the threads of the component and its link, without those of broker and listener. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("chorus")
                        || thread.getName().startsWith("MQTT"))
                .collect(Collectors.toSet());
    }

    @Test
    void modified_homeAssistantPrefix_makesTheFamilyADeviceAndTakesItBack() throws Exception {
        Map<String, String> retained = new ConcurrentHashMap<>();
        MqttLink homeAssistant = closing(MqttLink.create(
                LinkSettings.builder(broker.url(), "home-assistant").build(), any -> {}));
        homeAssistant.subscribe(
                "homeassistant/#",
                1,
                delivery -> retained.put(delivery.topic(), new String(delivery.payload(), StandardCharsets.UTF_8)));
        homeAssistant.start();
        RunningComponent component = component(properties(broker.url()), listener);
        variant(broker.url(), "p32", 1, seeing(0, 0.9f));
        awaitMembers(listener, 1);
        assertEquals(Map.of(), retained);

        component.modify("homeassistant.prefix", "homeassistant");

        await(() -> retained.keySet().stream().anyMatch(topic -> topic.contains("/variant_")));
        assertTrue(retained.values().stream().allMatch(payload -> payload.contains("\"device\":{")));

        component.modify("homeassistant.prefix", "");

        await(() -> retained.values().stream().allMatch(String::isEmpty));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < until, "it does not come to that");
            Thread.sleep(20);
        }
    }
}
