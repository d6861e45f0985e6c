package dev.chorus.flow.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import dev.chorus.itests.support.FrameworkGateway;
import dev.chorus.itests.support.Json;
import dev.chorus.itests.support.Message;
import dev.chorus.itests.support.Pictures;
import dev.chorus.itests.support.TestClient;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Test;

/** What a requester gets when all is well. */
public class Answers extends FlowTest {

    @Test
    public void request_allVariantsThere_isAnsweredWithEveryField() throws Exception {
        // given
        startAll();

        // when
        Message message = client.ask("sixteen-bytes-id", Pictures.part("gear", 1));

        // then
        Json answer = message.json();
        assertArrayEquals(
                "sixteen-bytes-id".getBytes(UTF_8), message.correlationData().orElseThrow());
        assertEquals(1, answer.number("version"), 0);
        assertEquals(HexFormat.of().formatHex("sixteen-bytes-id".getBytes(UTF_8)), answer.text("id"));
        assertEquals("parts", answer.text("family"));
        assertEquals("1.0.0", answer.text("familyVersion"));
        assertEquals("answered", answer.text("outcome"));
        assertFalse(answer.has("reason"));
        assertFalse(answer.flag("degraded"));
        assertEquals(FrameworkGateway.VARIANTS, answer.texts("contributors"));
        assertEquals(List.of(), answer.texts("missing"));
        assertEquals("all", answer.text("closedBy"));
        assertEquals(FrameworkGateway.AGGREGATOR, answer.text("aggregator"));
        assertTrue(answer.number("latencyMs") >= 0);
        assertRanked(answer);
    }

    private static void assertRanked(Json answer) {
        List<Json> labels = answer.objects("labels");
        assertEquals("gear", labels.get(0).text("label"));
        double before = 1;
        for (Json label : labels) {
            assertEquals(label.text("label"), Pictures.labels().get((int) label.number("class")));
            assertTrue(label.number("score") <= before && label.number("score") >= 0);
            before = label.number("score");
        }
        assertEquals(labels.get(0).number("score") - labels.get(1).number("score"), answer.number("margin"), 1e-6);
    }

    @Test
    public void topK_withTheLongestId_takesAtMost52Bytes() throws Exception {
        // given
        startAll();

        String id = "an id that is much longer than sixteen bytes";

        // when
        Message answer = client.ask(id, Pictures.part("nut", 1));

        // then
        assertEquals(id, new String(answer.correlationData().orElseThrow(), UTF_8));
        for (String variant : FrameworkGateway.VARIANTS) {
            byte[] frame = client.await(TestClient.topK(variant), 1).get(0).payload();
            assertEquals(52, frame.length);
            assertEquals("classes in the frame", 5, frame[3]);
        }
    }

    @Test
    public void request_onePictureOfEachClass_mostAreRecognised() throws Exception {
        // given
        startAll();

        // when
        Set<String> recognised = Pictures.labels().stream()
                .filter(label -> client.ask(label, Pictures.part(label, 3))
                        .json()
                        .objects("labels")
                        .get(0)
                        .text("label")
                        .equals(label))
                .collect(Collectors.toSet());

        // then
        assertTrue("recognised are " + recognised, recognised.size() >= 9);
    }

    @Test
    public void request_sameChosenIdAgain_isAnsweredOnce() throws Exception {
        // given
        startAll();
        client.ask("once", Pictures.part("pin", 1));

        // when
        client.ask("once", Pictures.part("pin", 2), TestClient.PATIENT).join();

        // then
        statuses.awaitAggregatorCount("duplicateRequests", 1);
        statuses.awaitVariantCount("p48", "duplicates", 1);
        assertEquals(1, client.answers("once").size());
    }

    @Test
    public void request_pngOfTheSamePixels_getsTheSameAnswer() throws Exception {
        // given
        startAll();
        byte[] jpeg = Pictures.part("gear", 1);
        Json expected = client.ask("jpeg", jpeg).json();

        // when
        Json answer = client.ask("png", Pictures.asPng(jpeg)).json();

        // then
        assertEquals(
                expected.objects("labels").toString(), answer.objects("labels").toString());
    }

    @Test
    public void request_answeredEarly_getsTheSameFirstLabel() throws Exception {
        // given
        startAll();
        List<String> patient = firstLabels("patient");

        // when
        gateway.update(FrameworkGateway.AGGREGATOR, Map.of("early.stop", true));
        List<String> early = firstLabels("early");

        // then
        assertEquals(patient, early);
    }

    private List<String> firstLabels(String prefix) {
        return Pictures.labels().stream()
                .map(label ->
                        client.ask(prefix + label, Pictures.part(label, 4)).json())
                .peek(answer -> assertFalse(answer.flag("degraded")))
                .map(answer -> answer.objects("labels").get(0).text("label"))
                .toList();
    }
}
