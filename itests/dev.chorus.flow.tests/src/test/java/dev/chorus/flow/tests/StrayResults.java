package dev.chorus.flow.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import dev.chorus.itests.support.FrameworkGateway;
import dev.chorus.itests.support.Json;
import dev.chorus.itests.support.Pictures;
import dev.chorus.itests.support.TestClient;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** Results that must not count, and topics that are nobody's. */
public class StrayResults extends FlowTest {

    private static final int FINGERPRINT_AT = 4;
    private static final byte[] PICTURE = Pictures.part("gear", 1);

    @Test
    public void result_repeatedBeforeTheAnswer_countsOnce() throws Exception {
        // given
        startAll();
        Json ghost = announceSilentVariant("ghost");
        client.ask("repeated", PICTURE, TestClient.PATIENT).join();
        byte[] frame = frameOf("p48");

        // when
        client.publish(TestClient.topK("p48"), frame).join();
        statuses.awaitAggregatorCount("duplicateResults", 1);
        client.publishRetained(
                TestClient.status("variant", "ghost"),
                ghost.with("state", "offline").bytes());

        // then
        Json answer = client.awaitAnswer("repeated").json();
        assertEquals("answered", answer.text("outcome"));
        assertEquals(FrameworkGateway.VARIANTS, answer.texts("contributors"));
        assertEquals(List.of("ghost"), answer.texts("missing"));
        assertTrue(answer.flag("degraded"));
        assertEquals(1, client.answers("repeated").size());
    }

    @Test
    public void result_afterTheAnswer_isCountedAsLate() throws Exception {
        // given
        startAll();
        client.ask("late", PICTURE);

        // when
        client.publish(TestClient.topK("p48"), frameOf("p48")).join();

        // then
        statuses.awaitAggregatorCount("lateResults", 1);
        assertGoodIsAnswered();
        assertEquals(1, client.answers("late").size());
        assertEquals(2, client.heard(TestClient.RESULT).size());
    }

    @Test
    public void result_ofAForeignLabelSet_isCountedAsForeign() throws Exception {
        // given
        startAll();
        client.ask("first", PICTURE);
        byte[] foreign = frameOf("p48").clone();
        foreign[FINGERPRINT_AT] ^= 1;

        // when
        client.publish(TestClient.topK("p48"), foreign).join();

        // then
        statuses.awaitAggregatorCount("foreignResults", 1);
        assertGoodIsAnswered();
    }

    @Test
    public void frames_malformed_areCountedAndTheNextPictureIsAnswered() throws Exception {
        // given
        startAll();
        client.ask("first", PICTURE);
        byte[] frame = frameOf("p48");
        List<byte[]> malformed = List.of(
                new byte[0],
                new byte[100_000],
                "no frame".getBytes(UTF_8),
                Arrays.copyOf(frame, frame.length - 1),
                Arrays.copyOf(frame, frame.length + 1));

        // when
        for (byte[] bytes : malformed) {
            client.publish(TestClient.topK("p48"), bytes).join();
        }

        // then
        statuses.awaitAggregatorCount("malformedFrames", malformed.size());
        assertGoodIsAnswered();
    }

    @Test
    public void statuses_malformed_areCountedAndTheNextPictureIsAnswered() throws Exception {
        // given
        startAll();
        List<String> malformed = List.of("no json", "{}", "[]", "{\"kind\":\"variant\",\"id\":\"somebody\"}");

        // when
        for (String text : malformed) {
            client.publish(TestClient.status("variant", "ghost"), text.getBytes(UTF_8))
                    .join();
        }

        // then
        statuses.awaitAggregatorCount("malformedStatus", malformed.size());
        assertGoodIsAnswered();
    }

    @Test
    public void request_toAFamilyThatNobodyServes_isHeardByNobody() throws Exception {
        // given
        startAll();

        // when
        client.publish(TestClient.ROOT + "/strangers/request", PICTURE).join();

        // then
        assertGoodIsAnswered();
        statuses.awaitAggregatorCount("requests", 1);
        assertEquals(List.of(), client.heard(TestClient.ROOT + "/strangers/result"));
    }

    private byte[] frameOf(String variant) {
        return client.await(TestClient.topK(variant), 1).get(0).payload();
    }
}
