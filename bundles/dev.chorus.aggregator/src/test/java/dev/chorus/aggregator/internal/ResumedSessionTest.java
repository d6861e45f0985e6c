package dev.chorus.aggregator.internal;

import static dev.chorus.aggregator.internal.VariantStatus.FAMILY;
import static dev.chorus.aggregator.internal.VariantStatus.PARTS;
import static dev.chorus.aggregator.internal.VariantStatus.online;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.Publication;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that waited for an aggregator arrive before it knows its peers. */
class ResumedSessionTest extends IntakeBench {

    private static final long SETTLED =
            PeerDirectory.SETTLING.plus(Duration.ofMillis(1)).toNanos();

    @BeforeEach
    void begin() {
        fuser.holdBack();
        fuser.begin(System.nanoTime());
    }

    private void settle() {
        fuser.connected(true, System.nanoTime());
        peer("agg");
        fuser.runDue(System.nanoTime() + SETTLED);
    }

    private List<String> topicsPublished() {
        return link.published.stream().map(Publication::topic).toList();
    }

    @Test
    void request_deliveredBehindItsResultsAndBeforeTheStatuses_isAnsweredByAllOnce() throws MalformedPayloadException {
        answer("p32", PARTS, topK(0, 0.9f));
        answer("p64", PARTS, topK(1, 0.6f));
        request(NAMED.withResponseTopic("chorus/parts/reply/7"));
        status(online("g1", "p32", PARTS, 0.5));
        status(online("g2", "p64", PARTS, 1));

        settle();

        assertEquals(List.of("chorus/parts/result", "chorus/parts/reply/7"), topicsPublished());
        assertEquals(List.of("p32", "p64"), published(0).contributors());
        assertEquals(0, counters.get("foreignResults"));
    }

    @Test
    void result_withoutItsRequest_isNotAnsweredAgain() {
        answer("p32", PARTS, topK(0, 0.9f));
        status(online("g1", "p32", PARTS, 0.5));

        settle();
        atTheDeadline();

        assertEquals(List.of(), topicsPublished());
    }

    @Test
    void result_ofAVariantThatIsBackLater_isNotAnsweredAgain() {
        status(online("g1", "p32", PARTS, 0.5));
        settle();

        answer("p32", PARTS, topK(0, 0.9f));
        atTheDeadline();

        assertEquals(List.of(), topicsPublished());
    }

    @Test
    void result_withoutAnEarlierLife_isAnsweredWithoutItsRequest() {
        status(online("g1", "p32", PARTS, 0.5));
        answer("p32", PARTS, topK(0, 0.9f));

        fuser.connected(false, System.nanoTime());
        peer("agg");
        fuser.runDue(System.nanoTime() + SETTLED);

        assertEquals(List.of("chorus/parts/result"), topicsPublished());
    }

    @Test
    void request_whileAnotherAggregatorIsThere_isLeftToThat() {
        request(NAMED);
        answer("p32", PARTS, topK(0, 0.9f));
        status(online("g1", "p32", PARTS, 0.5));
        peer("another");

        settle();
        atTheDeadline();

        assertEquals(List.of(), topicsPublished());
    }

    @Test
    void request_whoseAnswerOfAnotherAggregatorWaitedToo_isNotAnsweredWhenThatGoes() throws Exception {
        byte[] answered = answerOfAnother();
        request(NAMED);
        intake.answer(delivery(topics.result(), answered, MessageProperties.EMPTY));
        answer("p32", PARTS, topK(0, 0.9f));
        status(online("g1", "p32", PARTS, 0.5));
        peer("another");
        settle();

        peerStatus("another", State.OFFLINE, false);
        fuser.runDue(System.nanoTime() + SETTLED);
        atTheDeadline();

        assertEquals(List.of(), topicsPublished());
    }

    private static byte[] answerOfAnother() {
        IntakeBench other = new IntakeBench("another") {};
        other.status(online("g1", "p32", PARTS, 0.5));
        other.request(NAMED);
        other.answer("p32", PARTS, topK(0, 0.9f));
        return other.link.published.get(0).payload();
    }

    @Test
    void request_whoseAnswerWaitedTooAndWhoseAggregatorIsGone_isNotAnsweredAgain() throws Exception {
        byte[] answered = answerOfAnother();
        status(online("g1", "p32", PARTS, 0.5));
        answer("p32", PARTS, topK(0, 0.9f));
        intake.answer(delivery(topics.result(), answered, MessageProperties.EMPTY));
        request(NAMED);

        settle();
        atTheDeadline();

        assertEquals(List.of(), topicsPublished());
    }

    @Test
    void ownStatus_thatTheBrokerHasKept_releasesNothing() {
        request(NAMED);
        answer("p32", PARTS, topK(0, 0.9f));
        fuser.connected(true, System.nanoTime());

        peerStatus("agg", State.ONLINE, true);
        fuser.runDue(System.nanoTime() + SETTLED);

        assertEquals(0, fuser.openWindows());
        status(online("g1", "p32", PARTS, 0.5));
        fuser.runDue(System.nanoTime() + PeerDirectory.PATIENCE.toNanos());
        assertEquals(List.of("chorus/parts/result"), topicsPublished());
    }

    private void peerStatus(String instance, State state, boolean retained) {
        Status status = new Status(
                Status.Kind.AGGREGATOR, instance, state, null, FAMILY, null, null, Map.of(), null, List.of());
        intake.peer(new Delivery(
                topics.status(Status.Kind.AGGREGATOR, instance),
                StatusJson.encode(status),
                1,
                retained,
                false,
                MessageProperties.EMPTY,
                System.nanoTime()));
    }
}
