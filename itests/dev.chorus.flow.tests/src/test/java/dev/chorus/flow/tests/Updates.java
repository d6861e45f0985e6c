package dev.chorus.flow.tests;

import static org.junit.Assert.assertEquals;

import dev.chorus.itests.support.BuiltPackages;
import dev.chorus.itests.support.Json;
import dev.chorus.itests.support.TestGateway;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Newer packages over older ones. */
public class Updates extends FlowTest {

    private static final int QUESTIONS = 25;

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    /** The next test gets the built packages again. */
    @After
    public void uninstallPackages() throws Exception {
        gateway.uninstallPackages();
    }

    @Test
    public void models_updatedUnderLoad_allPicturesAreAnsweredByAll() throws Exception {
        // given
        startAll();
        int asked;
        try (Load load = Load.begin(client)) {
            load.awaitAsked(QUESTIONS);

            // when
            for (String variant : TestGateway.VARIANTS) {
                Path later = BuiltPackages.laterModel(
                        variant, "1.1.0", folder.getRoot().toPath());
                gateway.install(later);
            }
            for (String variant : TestGateway.VARIANTS) {
                statuses.awaitVariant(variant, "of the later version", has("familyVersion", "1.1.0"));
            }
            load.awaitAsked(load.asked() + QUESTIONS);
            asked = load.asked();
        }

        // then
        for (int number = 0; number < asked; number++) {
            Json answer = client.awaitAnswer(Load.id(number)).json();
            assertEquals("answered", answer.text("outcome"));
            assertEquals(TestGateway.VARIANTS, answer.texts("contributors"));
        }
        for (String variant : TestGateway.VARIANTS) {
            statuses.awaitVariantCount(variant, "openSessions", 1);
        }
        assertEquals("1.1.0", client.awaitAnswer(Load.id(asked - 1)).json().text("familyVersion"));
    }

    @Test
    public void services_updated_comeBackWithTheirConfiguration() throws Exception {
        // given
        startAll();

        // when
        for (String name : List.of("chorus-core", "chorus-variant", "chorus-aggregator")) {
            gateway.install(BuiltPackages.rewritten(
                    name, name, "0.2.0", folder.getRoot().toPath()));
        }

        // then
        statuses.awaitAggregator("of the later version", has("software", "0.2.0"));
        for (String variant : TestGateway.VARIANTS) {
            statuses.awaitVariant(variant, "of the later version", has("software", "0.2.0"));
        }
        statuses.awaitOnline(TestGateway.VARIANTS);
        assertGoodIsAnswered();
    }

    private static Predicate<Json> has(String name, String text) {
        return status -> status.has(name) && status.text(name).equals(text);
    }
}
