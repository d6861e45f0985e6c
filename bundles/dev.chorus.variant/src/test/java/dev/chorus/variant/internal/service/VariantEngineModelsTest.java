package dev.chorus.variant.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.tools.testmodels.ColourModel;
import dev.chorus.variant.internal.Await;
import dev.chorus.variant.internal.model.ColourFamily;
import dev.chorus.variant.internal.model.ModelPlace;
import dev.chorus.variant.internal.picture.TestPictures;
import java.awt.Color;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adds, removes and refuses models while the service runs. */
class VariantEngineModelsTest {

    private static final byte[] GREEN = TestPictures.jpeg(64, 48, Color.GREEN);

    private final Set<Thread> threadsBefore = Await.threads();
    private final EngineFixture fixture = new EngineFixture();

    @AfterEach
    void close_always_leavesNothing() {
        fixture.close();
        assertEquals(0, fixture.engine.openSessions());
        assertTrue(fixture.catalog.closed);
        Await.noNewThreads(threadsBefore);
    }

    private void startGoodService() {
        fixture.startModel("1.0.0", new ColourModel());
        fixture.configure(EngineFixture.goodProperties());
        fixture.awaitState(State.ONLINE);
    }

    @Test
    void configure_modelFolder_servesFromThere(@TempDir Path folder) {
        ColourFamily.write(folder, ColourFamily.files("3.1.4", new ColourModel()));

        fixture.configure(EngineFixture.goodPropertiesWith("model.folder", folder.toString()));

        assertEquals("3.1.4", fixture.awaitState(State.ONLINE).familyVersion());
    }

    @Test
    void modelBundle_ofAHigherVersion_takesOver() {
        startGoodService();

        fixture.startModel("1.10.0", new ColourModel().sharpness(0.1f));
        Await.until(() -> "1.10.0".equals(fixture.status().familyVersion()), () -> "no swap: " + fixture.status());
        fixture.startModel("1.9.0", new ColourModel().sharpness(0.05f));
        fixture.configure(EngineFixture.goodPropertiesWith("k", 2));
        Await.until(() -> fixture.status().variant().k() == 2, () -> "k is not 2");

        assertEquals("1.10.0", fixture.status().familyVersion());
        assertEquals(1, fixture.engine.openSessions());
    }

    @Test
    void modelBundle_thatFailsItsSelfTest_isRefusedAndTheOldOneStays() {
        startGoodService();

        fixture.startModel("2.0.0", new ColourModel().sharpness(Float.NaN));

        Status status = fixture.awaitState(State.DEGRADED);
        assertTrue(status.problem().contains("bundle 2.0.0"), status.problem());
        assertEquals("1.0.0", status.familyVersion());
        assertEquals(1, status.counters().get("modelsRefused"));
        fixture.ask("still", GREEN);
        assertFalse(fixture.outcome("still").isRefusal());
    }

    @Test
    void modelBundle_stopped_keepsTheServiceWithoutModel() {
        ModelPlace only = fixture.startModel("1.0.0", new ColourModel());
        fixture.configure(EngineFixture.goodProperties());
        fixture.awaitState(State.ONLINE);

        fixture.catalog.remove(only);

        fixture.awaitState(State.NO_MODEL);
        assertEquals(0, fixture.engine.openSessions());
        fixture.startModel("1.0.1", new ColourModel());
        fixture.awaitState(State.ONLINE);
    }
}
