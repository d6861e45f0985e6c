package dev.chorus.variant.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.tools.testmodels.ColourModel;
import dev.chorus.variant.internal.picture.TestPictures;
import java.awt.Color;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The model's bundle starts after the variant's, as after an update of both. */
class LateModelTest {

    private static final byte[] GREEN = TestPictures.jpeg(64, 48, Color.GREEN);

    private final EngineFixture fixture = new EngineFixture(Duration.ofMinutes(5));

    @AfterEach
    void close() {
        fixture.close();
    }

    private void askEarly() {
        fixture.configure(EngineFixture.goodProperties());
        fixture.awaitProblem("nothing offers variant colours/rgb");
        fixture.ask("early", GREEN);
    }

    @Test
    void request_beforeTheModelIsOffered_waitsForIt() {
        askEarly();
        assertEquals(List.of(), fixture.outcomes());

        fixture.startModel("1.0.0", new ColourModel());

        assertFalse(fixture.outcome("early").isRefusal());
    }

    @Test
    void close_beforeTheModelIsOffered_refusesWaitingRequests() {
        askEarly();

        fixture.close();

        assertEquals(Refusal.NO_MODEL, fixture.outcome("early").refusal());
        assertEquals(State.STOPPED, fixture.status().state());
    }
}
