package dev.chorus.flow.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import dev.chorus.itests.support.FrameworkGateway;
import dev.chorus.itests.support.Json;
import dev.chorus.itests.support.Mqtt3Requester;
import dev.chorus.itests.support.Pictures;
import dev.chorus.itests.support.TestClient;
import org.junit.Test;

/** Requesters without properties, where the broker would carry them. */
public class PlainRequesters extends FlowTest {

    @Test
    public void request_ofMqtt311_isAnsweredOnTheResultTopic() throws Exception {
        // given
        startAll();
        byte[] picture = Pictures.part("gear", 1);

        // when
        Json answer = Mqtt3Requester.ask(broker.url(), picture);

        // then
        assertEquals("answered", answer.text("outcome"));
        assertEquals(FrameworkGateway.VARIANTS, answer.texts("contributors"));
        assertFalse(answer.flag("degraded"));
        assertEquals(Pictures.derivedId(picture), answer.text("id"));
    }

    @Test
    public void request_samePictureAfterItsAnswer_isAnsweredAgain() throws Exception {
        // given
        startAll();
        byte[] picture = Pictures.part("nut", 1);
        Mqtt3Requester.ask(broker.url(), picture);

        // when
        Json again = Mqtt3Requester.ask(broker.url(), picture);

        // then
        assertEquals("answered", again.text("outcome"));
        assertEquals(FrameworkGateway.VARIANTS, again.texts("contributors"));
        assertEquals(2, client.await(TestClient.RESULT, 2).size());
    }
}
