package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.testing.ExampleMessages;
import dev.chorus.core.testing.Mutation;
import dev.chorus.core.testing.Mutation.Change;
import dev.chorus.core.testing.Mutations;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.MessageProperties;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any message of a peer is handled or counted as malformed, and nothing is thrown. */
class PeersMessagesTest extends IntakeBench {

    private interface Decoding {
        Object decode(byte[] payload) throws MalformedPayloadException;
    }

    @BeforeEach
    void familyIsThere() {
        status(ExampleMessages.VARIANT);
        peer(ExampleMessages.RESULT.aggregator());
    }

    static List<Mutation> results() {
        return Stream.of(ExampleMessages.result(), ExampleMessages.noAnswer())
                .flatMap(result -> Mutations.of(result).stream())
                .toList();
    }

    static List<Mutation> variants() {
        return Mutations.of(ExampleMessages.variant());
    }

    static List<Mutation> aggregators() {
        return Mutations.of(ExampleMessages.aggregator());
    }

    @Test
    void answer_withoutItsAggregator_isCountedAsMalformed() {
        Mutation without = Mutation.only(results(), Change.DROPPED).stream()
                .filter(one -> one.path().equals("aggregator"))
                .findFirst()
                .orElseThrow();

        intake.answer(delivery(topics.result(), without.payload(), MessageProperties.EMPTY));

        assertEquals(1, counters.get("malformedAnswers"));
    }

    @Test
    void answer_ofAnotherFamily_isCountedAsMalformed() {
        byte[] other = new String(ExampleMessages.result(), StandardCharsets.UTF_8)
                .replace("\"parts\"", "\"tools\"")
                .getBytes(StandardCharsets.UTF_8);

        intake.answer(delivery(topics.result(), other, MessageProperties.EMPTY));

        assertEquals(1, counters.get("malformedAnswers"));
    }

    @ParameterizedTest
    @MethodSource("results")
    void answer_anyField_isHandledOrCounted(Mutation mutation) {
        request(MessageProperties.EMPTY.withCorrelationData(ExampleMessages.ID.bytes()));

        assertHandledOrCounted(
                topics.result(), mutation.payload(), intake::answer, FusedResultJson::decode, "malformedAnswers");
    }

    @ParameterizedTest
    @MethodSource("variants")
    void status_anyField_isHandledOrCounted(Mutation mutation) {
        assertHandledOrCounted(
                topics.status(Kind.VARIANT, "gw1"),
                mutation.payload(),
                intake::status,
                StatusJson::decode,
                "malformedStatus");
    }

    @ParameterizedTest
    @MethodSource("aggregators")
    void peer_anyField_isHandledOrCounted(Mutation mutation) {
        assertHandledOrCounted(
                topics.status(Kind.AGGREGATOR, "gw9"),
                mutation.payload(),
                intake::peer,
                StatusJson::decode,
                "malformedStatus");
    }

    @Test
    void topK_anyByte_isHandledOrCounted() {
        for (byte[] frame : Mutations.ofBytes(ExampleMessages.frame())) {
            assertHandledOrCounted(topics.topK("p32"), frame, intake::topK, TopKFrame::decode, "malformedFrames");
        }
    }

    /** @param counter incremented if the message cannot be decoded or contradicts its topic */
    private void assertHandledOrCounted(
            String topic, byte[] payload, Consumer<Delivery> handler, Decoding decoding, String counter) {
        long before = counters.get(counter);
        boolean readable = isReadable(decoding, payload);

        handler.accept(delivery(topic, payload, MessageProperties.EMPTY));
        fuser.runDue(System.nanoTime());

        if (!readable) {
            assertEquals(before + 1, counters.get(counter));
        }
    }

    private static boolean isReadable(Decoding decoding, byte[] payload) {
        try {
            decoding.decode(payload);
            return true;
        } catch (MalformedPayloadException e) {
            return false;
        }
    }

    static Stream<MessageProperties> properties() {
        MessageProperties none = MessageProperties.EMPTY;
        return Stream.of(
                none,
                none.withCorrelationData(new byte[1]),
                none.withCorrelationData(new byte[65_535]),
                none.withExpiry(Duration.ZERO),
                none.withExpiry(MessageProperties.MAX_EXPIRY),
                none.withResponseTopic("x".repeat(65_535)),
                none.withResponseTopic("$SYS"),
                none.withResponseTopic("homeassistant/sensor/x/config"),
                none.withUserProperty("deadlineMs", ""),
                none.withUserProperty("deadlineMs", "-1"),
                none.withUserProperty("deadlineMs", "1e9"),
                none.withUserProperty("deadlineMs", "9".repeat(65_535)),
                none.withUserProperty("", ""),
                none.withContentType(""));
    }

    @ParameterizedTest
    @MethodSource("properties")
    void request_anyProperties_isAnsweredByItsDeadline(MessageProperties properties) {
        byte[] stopped = StatusJson.encode(ExampleMessages.AGGREGATOR.withState(State.STOPPED));
        intake.peer(delivery(topics.status(Kind.AGGREGATOR, "gw9"), stopped, MessageProperties.EMPTY));

        request(properties);

        fuser.runDue(System.nanoTime() + Duration.ofMinutes(1).toNanos());

        assertEquals(topics.result(), link.published.get(0).topic());
    }
}
