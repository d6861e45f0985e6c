package dev.chorus.flow.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import dev.chorus.itests.support.FrameworkGateway;
import dev.chorus.itests.support.Json;
import dev.chorus.itests.support.Pictures;
import dev.chorus.itests.support.TestClient;
import dev.chorus.tools.broker.EmbeddedBroker;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** A broker that passes messages on without their MQTT 5 properties, as the one inside Kura 5.6 does. */
public class DroppedProperties extends FlowTest {

    private static final int FLAGS_AT = 2;
    private static final int DERIVED = 0x10;

    @Override
    EmbeddedBroker startBroker() {
        return EmbeddedBroker.builder().dropMessageProperties().start();
    }

    @Test
    public void request_withProperties_isAnsweredUnderTheIdOfItsPicture() throws Exception {
        // given
        startAll();
        byte[] picture = Pictures.part("gear", 1);

        // when
        client.ask("dropped", picture, TestClient.PATIENT).join();

        // then
        Json answer = client.await(TestClient.RESULT, 1).get(0).json();
        assertEquals("answered", answer.text("outcome"));
        assertEquals(FrameworkGateway.VARIANTS, answer.texts("contributors"));
        assertFalse(answer.flag("degraded"));
        assertEquals(Pictures.derivedId(picture), answer.text("id"));
        assertEquals("no response topic came through", List.of(), client.answers("dropped"));
        byte[] frame = client.await(TestClient.topK("p48"), 1).get(0).payload();
        assertTrue((frame[FLAGS_AT] & DERIVED) != 0);
        assertEquals(52, frame.length);
    }

    @Test
    public void request_withoutAnyVariant_getsNoVariantAtTheConfiguredDeadline() throws Exception {
        // given
        startAggregator(Map.of("deadline.ms", 300));

        // when
        client.publish(TestClient.REQUEST, Pictures.part("gear", 1)).join();

        // then
        Json answer = client.await(TestClient.RESULT, 1).get(0).json();
        assertEquals("no-variant", answer.text("outcome"));
        assertEquals("deadline", answer.text("closedBy"));
    }

    @Test
    public void request_truncatedJpeg_isRefused() throws Exception {
        // given
        startAll();

        // when
        client.publish(TestClient.REQUEST, Pictures.truncated(Pictures.part("gear", 1)))
                .join();

        // then
        Json answer = client.await(TestClient.RESULT, 1).get(0).json();
        assertEquals("refused", answer.text("outcome"));
        assertEquals("damaged", answer.object("refusals").text("p48"));
    }
}
