package dev.chorus.flow.tests;

import static org.junit.Assert.assertEquals;

import dev.chorus.itests.support.BuiltPackages;
import dev.chorus.itests.support.FrameworkGateway;
import dev.chorus.itests.support.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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
            for (String variant : FrameworkGateway.VARIANTS) {
                Path later = BuiltPackages.laterModel(
                        variant, "1.1.0", folder.getRoot().toPath());
                gateway.install(later);
            }
            for (String variant : FrameworkGateway.VARIANTS) {
                statuses.awaitVariant(variant, "of the later version", has("familyVersion", "1.1.0"));
            }
            load.awaitAsked(load.asked() + QUESTIONS);
            asked = load.asked();
        }

        // then
        for (int number = 0; number < asked; number++) {
            Json answer = client.awaitAnswer(Load.id(number)).json();
            assertEquals(answer.toString(), "answered", answer.text("outcome"));
            assertEquals(answer.toString(), FrameworkGateway.VARIANTS, answer.texts("contributors"));
        }
        for (String variant : FrameworkGateway.VARIANTS) {
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
        for (String variant : FrameworkGateway.VARIANTS) {
            statuses.awaitVariant(variant, "of the later version", has("software", "0.2.0"));
        }
        statuses.awaitOnline(FrameworkGateway.VARIANTS);
        assertGoodIsAnswered();
    }

    @Test
    public void aggregator_updatedUnderLoad_everyRequestIsAnsweredOnce() throws Exception {
        updateUnderLoad("chorus-aggregator", Set.of("answered"));
    }

    @Test
    public void variants_updatedUnderLoad_everyRequestIsAnsweredOnce() throws Exception {
        updateUnderLoad("chorus-variant", Set.of("answered"));
    }

    @Test
    public void runtime_updatedUnderLoad_everyRequestIsAnsweredOnce() throws Exception {
        updateUnderLoad("chorus-onnxruntime", Set.of("answered"));
    }

    /** A request that comes when the variants have gone and the aggregator has not is answered in the negative. */
    @Test
    public void core_updatedUnderLoad_everyRequestHasOneOutcome() throws Exception {
        updateUnderLoad("chorus-core", Set.of("answered", "no-variant"));
    }

    /** All components run in this framework, so a package takes all its components away at once. */
    private void updateUnderLoad(String name, Set<String> outcomes) throws Exception {
        // given
        startAll();
        int asked;
        try (Load load = Load.begin(client)) {
            load.awaitAsked(QUESTIONS);

            // when
            gateway.install(BuiltPackages.rewritten(
                    name, name, "0.2.0", folder.getRoot().toPath()));
            statuses.awaitOnline(FrameworkGateway.VARIANTS);
            load.awaitAsked(load.asked() + QUESTIONS);
            asked = load.asked();
        }

        // then
        Load.assertOneOutcomeEach(client, asked, outcomes);
    }

    private static Predicate<Json> has(String name, String text) {
        return status -> status.has(name) && status.text(name).equals(text);
    }
}
