package dev.chorus.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.GroundTruth;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.Topics;
import dev.chorus.core.testing.ExampleMessages;
import dev.chorus.core.testing.Mutation;
import dev.chorus.core.testing.Mutations;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every malformed or valid message of a peer is shown or counted as malformed, and every later call is answered. */
class PeersMessagesTest extends RestBench {

    private static final Topics TOPICS = SimulatedFamily.TOPICS;

    private interface Decoding {
        Object decode(byte[] payload) throws MalformedPayloadException;
    }

    /** The last message is malformed in any case: once it is counted, all earlier ones were handled. */
    private static List<byte[]> payloads(byte[] example) {
        return Stream.concat(Mutations.of(example).stream().map(Mutation::payload), Stream.of(new byte[] {'{'}))
                .toList();
    }

    private static long malformed(List<byte[]> payloads, Decoding decoding) {
        return payloads.stream()
                .filter(payload -> {
                    try {
                        decoding.decode(payload);
                        return false;
                    } catch (MalformedPayloadException e) {
                        return true;
                    }
                })
                .count();
    }

    private void assertHandledOrCounted(String topic, List<byte[]> payloads, Decoding decoding, String counter)
            throws Exception {
        long expected = malformed(payloads, decoding);
        for (byte[] payload : payloads) {
            family.publish(topic, payload);
        }

        // Additional malformed messages where kind, id or family differs from the topic.
        await(any -> counter(counter) >= expected);
        await(any -> counter("link.received") >= payloads.size());
        assertEquals(0, counter("link.handlerFailures"));
        for (String path : List.of("", "/variants", "/aggregators", "/results")) {
            assertEquals(200, get("/chorus/v1/families/parts" + path).statusCode(), path);
        }
        assertEquals(200, get("/chorus/v1/metrics").statusCode());
    }

    private long counter(String name) {
        return watch.counters().getOrDefault(name, 0L);
    }

    @Test
    void result_anyField_isShownOrCounted() throws Exception {
        connect();

        assertHandledOrCounted(
                TOPICS.result(), payloads(ExampleMessages.result()), FusedResultJson::decode, "malformedResults");
    }

    @Test
    void variantsStatus_anyField_isShownOrCounted() throws Exception {
        connect();

        assertHandledOrCounted(
                TOPICS.status(Kind.VARIANT, "gw1"),
                payloads(ExampleMessages.variant()),
                StatusJson::decode,
                "malformedStatus");
    }

    @Test
    void aggregatorsStatus_anyField_isShownOrCounted() throws Exception {
        connect();

        assertHandledOrCounted(
                TOPICS.status(Kind.AGGREGATOR, "gw9"),
                payloads(ExampleMessages.aggregator()),
                StatusJson::decode,
                "malformedStatus");
    }

    @Test
    void truth_anyField_isShownOrCounted() throws Exception {
        connect();

        assertHandledOrCounted(
                TOPICS.truth(), payloads(ExampleMessages.truth()), GroundTruth::decode, "malformedTruths");
    }

    @Test
    void frame_anyByte_isShownOrCounted() throws Exception {
        connect();
        family.publish(TOPICS.result(), ExampleMessages.result());

        assertHandledOrCounted(
                TOPICS.topK("p32"), Mutations.ofBytes(ExampleMessages.frame()), TopKFrame::decode, "malformedFrames");
    }
}
