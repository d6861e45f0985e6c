package dev.chorus.flow.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import dev.chorus.itests.support.Await;
import dev.chorus.itests.support.FrameworkGateway;
import dev.chorus.itests.support.Json;
import dev.chorus.itests.support.Pictures;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

/** Payloads that no variant may take: each is refused with its reason and counted, and stops nobody. */
public class BadPictures extends FlowTest {

    @Test
    public void request_truncatedJpeg_isRefusedAsDamaged() throws Exception {
        startAll();
        assertRefused(Pictures.truncated(Pictures.part("gear", 1)), "damaged");
        assertGoodIsAnswered();
    }

    @Test
    public void request_pngOf50Megapixels_isRefusedForItsPixels() throws Exception {
        startAll();
        assertRefused(Pictures.hugePng(), "too-many-pixels");
        assertGoodIsAnswered();
    }

    @Test
    public void request_emptyPayload_isRefusedAsEmpty() throws Exception {
        startAll();
        assertRefused(new byte[0], "empty");
        assertGoodIsAnswered();
    }

    @Test
    public void request_textThatIsNoPicture_isRefusedForItsType() throws Exception {
        startAll();
        assertRefused("GIF89a, or so it says".getBytes(UTF_8), "unsupported-type");
        assertGoodIsAnswered();
    }

    @Test
    public void request_tooLargeForOneVariant_isAnsweredByTheOthers() throws Exception {
        // given
        startAll();
        gateway.update("p48", Map.of("picture.bytes.max", 1000));
        byte[] picture = Pictures.part("gear", 1);
        // A configuration is taken over beside what is being answered: the first pictures may still pass.
        AtomicInteger tries = new AtomicInteger();
        Await.until(
                "the new limit",
                () -> client.ask("early " + tries.incrementAndGet(), picture)
                                .json()
                                .texts("missing")
                                .size()
                        == 1);

        // when
        Json answer = client.ask("large", picture).json();

        // then
        assertEquals("answered", answer.text("outcome"));
        assertEquals(List.of("p56", "p64", "p72"), answer.texts("contributors"));
        assertEquals(List.of("p48"), answer.texts("missing"));
        assertEquals("too-many-bytes", answer.object("refusals").text("p48"));
        assertTrue(answer.flag("degraded"));
        statuses.awaitVariantCount("p48", "refused.too-many-bytes", 2);
    }

    private void assertRefused(byte[] payload, String reason) {
        Json answer = client.ask("bad", payload).json();

        assertEquals("refused", answer.text("outcome"));
        assertTrue(answer.has("reason"));
        assertEquals(List.of(), answer.objects("labels"));
        for (String variant : FrameworkGateway.VARIANTS) {
            assertEquals(reason, answer.object("refusals").text(variant));
            statuses.awaitVariantCount(variant, "refused." + reason, 1);
        }
        statuses.awaitAggregatorCount("refused", 1);
    }
}
