package dev.chorus.flow.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import dev.chorus.itests.support.FrameworkGateway;
import dev.chorus.itests.support.Json;
import dev.chorus.itests.support.Pictures;
import dev.chorus.tools.gateway.GatewayProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Variants that are there no longer: the others answer. */
public class Losses extends FlowTest {

    private static final List<String> THREE = List.of("p48", "p56", "p64");
    private static final byte[] PICTURE = Pictures.part("gear", 1);

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void variant_stoppedInGoodOrder_isNotMissed() throws Exception {
        // given
        startAll();

        // when
        gateway.delete("p72");
        statuses.awaitOnline(THREE);

        // then
        Json answer = client.ask("three", PICTURE).json();
        assertEquals("answered", answer.text("outcome"));
        assertEquals(THREE, answer.texts("contributors"));
        assertEquals(List.of(), answer.texts("missing"));
        assertFalse(answer.flag("degraded"));
    }

    @Test
    public void variant_vanishedWithItsGateway_isMissedUntilItIsBack() throws Exception {
        // given
        try (GatewayProcess another =
                FrameworkGateway.launchAnother(folder.getRoot().toPath(), "p72", broker.url())) {
            startAggregator(Map.of());
            startVariants(THREE);
            another.awaitReady(Duration.ofMinutes(1));
            statuses.awaitOnline(FrameworkGateway.VARIANTS);

            // when
            another.kill();
            statuses.awaitOnline(THREE);
        }

        // then
        Json answer = client.ask("three", PICTURE).json();
        assertEquals("answered", answer.text("outcome"));
        assertEquals(THREE, answer.texts("contributors"));
        assertEquals(List.of("p72"), answer.texts("missing"));
        assertTrue(answer.flag("degraded"));
        assertEquals("all", answer.text("closedBy"));

        // and when
        startVariants(List.of("p72"));
        statuses.awaitOnline(FrameworkGateway.VARIANTS);

        // then
        assertGoodIsAnswered();
    }

    @Test
    public void variants_allButOneStopped_theLastOneAnswers() throws Exception {
        // given
        startAll();

        // when
        for (String variant : THREE) {
            gateway.delete(variant);
        }
        statuses.awaitOnline(List.of("p72"));

        // then
        Json answer = client.ask("last", PICTURE).json();
        assertEquals("answered", answer.text("outcome"));
        assertEquals(List.of("p72"), answer.texts("contributors"));
    }

    @Test
    public void variant_silent_isWaitedForUntilTheDeadlineOnly() throws Exception {
        // given
        startAll();
        announceSilentVariant("silent");

        // when
        client.ask("silence", PICTURE, Duration.ofSeconds(5));

        // then
        Json answer = client.awaitAnswer("silence").json();
        assertEquals("answered", answer.text("outcome"));
        assertEquals("deadline", answer.text("closedBy"));
        assertEquals(List.of("silent"), answer.texts("missing"));
        assertTrue(answer.flag("degraded"));
    }

    @Test
    public void request_withNoVariantAlive_getsNoVariantAtItsDeadline() throws Exception {
        // given
        startAggregator(Map.of());
        Duration deadline = Duration.ofMillis(500);

        // when
        client.ask("nobody", PICTURE, deadline);

        // then
        Json answer = client.awaitAnswer("nobody").json();
        assertEquals("no-variant", answer.text("outcome"));
        assertTrue(answer.has("reason"));
        assertEquals("deadline", answer.text("closedBy"));
        assertEquals(List.of(), answer.objects("labels"));
        assertEquals(List.of(), answer.texts("contributors"));
        assertTrue(answer.toString(), answer.number("latencyMs") >= deadline.toMillis() * 0.8);
        statuses.awaitAggregatorCount("noVariant", 1);
    }
}
