package dev.chorus.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.peer.PeerText;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.tools.broker.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class WatchCommandTest {

    private static final Topics TOPICS = new Topics("chorus", "parts");
    private static final LabelSet LABELS = new LabelSet(List.of("bolt", "nut"));

    private EmbeddedBroker broker;
    private MqttLink family;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start();
        family = MqttLink.create(LinkSettings.builder(broker.url(), "family").build(), any -> {});
        family.start();
    }

    @AfterEach
    void stop() {
        family.close();
        broker.close();
    }

    @Test
    void once_ofAHealthyFamily_exitsWith0() throws Exception {
        publish(Status.Kind.VARIANT, "p48", State.ONLINE, null);
        publish(Status.Kind.AGGREGATOR, "agg", State.ONLINE, null);

        Call call = watch();

        assertEquals(0, call.exitCode(), call.err());
        assertTrue(call.out().contains("online        p48          p48"), call.out());
        assertTrue(call.out().contains("refused.damaged 3"), call.out());
    }

    @Test
    void once_ofAFamilyThatLacksAVariant_namesItAndFails() throws Exception {
        publish(Status.Kind.VARIANT, "p48", State.ONLINE, null);
        publish(Status.Kind.VARIANT, "p56", State.MISCONFIGURED, "k is 0");
        publish(Status.Kind.AGGREGATOR, "agg", State.DEGRADED, "p56 is missing");

        Call call = watch("--json");

        assertEquals(1, call.exitCode());
        JsonObject seen = JsonParser.parseString(call.out())
                .getAsJsonObject()
                .getAsJsonArray("families")
                .get(0)
                .getAsJsonObject();
        assertEquals(false, seen.get("well").getAsBoolean());
        JsonObject second = seen.getAsJsonArray("variants").get(1).getAsJsonObject();
        assertEquals("misconfigured", second.get("standing").getAsString());
        assertEquals("k is 0", second.get("problem").getAsString());
    }

    /** A terminal obeys an override of the direction of text, and would obey an ESC sequence. */
    @Test
    void once_problemWithCharactersThatTerminalsObey_printsNone() throws Exception {
        publish(Status.Kind.VARIANT, "p48", State.DEGRADED, "\u001b[2J\u009bm\u202eslow\u2066");
        publish(Status.Kind.AGGREGATOR, "agg", State.ONLINE, null);

        Call call = watch();

        assertTrue(call.out().contains("[2J m\\u202eslow\\u2066"), call.out());
        assertTrue(call.out().codePoints().allMatch(one -> one == '\n' || PeerText.isPrintable(one)), call.out());
    }

    @Test
    void once_withoutFamilies_failsWithTheReason() {
        Call call = watch();

        assertEquals(1, call.exitCode());
        assertEquals("no family found", call.out().strip());
    }

    @Test
    void watch_readerClosed_ends() throws Exception {
        // given
        Process process = Call.process("watch", "--broker", broker.url(), "--json", "--seconds", "0.05")
                .start();
        try {
            // when
            process.inputReader().readLine();
            process.getInputStream().close();
            // then
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it goes on");
            assertEquals(1, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void forget_ofAnInstanceThatStopped_removesItsStatus() throws Exception {
        publish(Status.Kind.VARIANT, "p48", State.STOPPED, null);
        publish(Status.Kind.AGGREGATOR, "agg", State.ONLINE, null);

        Call call = forget("p48");

        assertEquals(0, call.exitCode(), call.err());
        assertEquals("removed the status of parts/variant/p48", call.out().strip());
        assertEquals("[agg]", instances());
    }

    @Test
    void forget_ofALiveInstance_isRefused() throws Exception {
        publish(Status.Kind.VARIANT, "p48", State.DEGRADED, null);

        CompletableFuture<Call> call = CompletableFuture.supplyAsync(() -> forget("parts/variant/p48"));
        while (!call.isDone()) {
            // As a live one does every ten seconds.
            publish(Status.Kind.VARIANT, "p48", State.DEGRADED, null);
        }

        assertEquals(2, call.get().exitCode());
        assertTrue(
                call.get()
                        .err()
                        .contains(
                                "--forget: parts/variant/p48 is alive and degraded; stop or delete its component first"),
                call.get().err());
        assertEquals("[p48]", instances());
    }

    @Test
    void forget_ofAnInstanceWhoseStatusIsOutdated_removesItOnceItIsSilent() throws Exception {
        publish(Status.Kind.VARIANT, "p48", State.ONLINE, null);
        CommandLine command = new CommandLine(CommandSpec.create()).setOut(new PrintWriter(Writer.nullWriter()));
        StatusRemoval removal =
                new StatusRemoval(command.getCommandSpec(), TOPICS.root(), "p48", Duration.ofMillis(100));
        CountDownLatch kept = new CountDownLatch(1);
        try (MqttLink link =
                MqttLink.create(LinkSettings.builder(broker.url(), "removal").build(), any -> {})) {
            // Subscribed first, so that retained messages arrive before the test continues.
            removal.listen(link);
            link.subscribe("chorus/parts/status/variant/+", 1, delivery -> kept.countDown());
            link.start();
            assertTrue(kept.await(120, TimeUnit.SECONDS));

            removal.run(link);
        }
        assertEquals("[]", instances());
    }

    @Test
    void forget_ofSeveralOrNone_isRefused() throws Exception {
        publish(Status.Kind.VARIANT, "gw1", State.STOPPED, null);
        publish(Status.Kind.AGGREGATOR, "gw1", State.STOPPED, null);

        Call several = forget("gw1");
        assertEquals(2, several.exitCode());
        assertTrue(
                several.err()
                        .contains(
                                "--forget: 'gw1' has 2 statuses, specify one of parts/aggregator/gw1, parts/variant/gw1"),
                several.err());

        Call none = forget("gw2");
        assertEquals(2, none.exitCode());
        assertTrue(none.err().contains("--forget: the broker has no status of 'gw2'"), none.err());
    }

    private Call forget(String instance) {
        return Call.of("watch", "--broker", broker.url(), "--forget", instance, "--seconds", "1");
    }

    /** The ids of which the broker keeps a status. */
    private String instances() {
        JsonObject seen = JsonParser.parseString(watch("--json").out()).getAsJsonObject();
        List<String> ids = new ArrayList<>();
        seen.getAsJsonArray("families").forEach(family -> {
            for (String kind : List.of("variants", "aggregators")) {
                family.getAsJsonObject()
                        .getAsJsonArray(kind)
                        .forEach(
                                each -> ids.add(each.getAsJsonObject().get("id").getAsString()));
            }
        });
        return ids.toString();
    }

    @Test
    void call_mistakes_areNamedInOneLine() {
        assertMistake("--seconds must be above 0", "--broker", broker.url(), "--seconds", "0");
        assertMistake("topic root must be levels of", "--broker", broker.url(), "--root", "a/+");
        assertMistake("--forget must be ID or FAMILY/KIND/ID", "--broker", broker.url(), "--forget", "a/b");
        assertMistake("--forget cannot be combined", "--broker", broker.url(), "--forget", "a", "--once");
    }

    private static void assertMistake(String message, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "watch";
        System.arraycopy(arguments, 0, all, 1, arguments.length);

        Call call = Call.of(all);

        assertEquals(2, call.exitCode());
        assertTrue(call.err().contains(message), call.err());
    }

    private Call watch(String... more) {
        String[] arguments = new String[6 + more.length];
        System.arraycopy(
                new String[] {"watch", "--broker", broker.url(), "--once", "--seconds", "1"}, 0, arguments, 0, 6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return Call.of(arguments);
    }

    private void publish(Status.Kind kind, String id, State state, String problem) throws Exception {
        boolean variant = kind == Status.Kind.VARIANT;
        Status status = new Status(
                kind,
                id,
                state,
                problem,
                TOPICS.family(),
                "1.0.0",
                "0.1.0",
                variant ? Map.of("refused.damaged", 3L, "answered", 9L) : Map.of(),
                variant ? new Status.Serving(id, LABELS, 1, 2) : null,
                List.of());
        family.publish(new Publication(
                        TOPICS.status(kind, id), StatusJson.encode(status), 1, true, MessageProperties.EMPTY))
                .get(120, TimeUnit.SECONDS);
    }
}
