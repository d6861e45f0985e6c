package dev.chorus.flow.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import dev.chorus.itests.support.BuiltPackages;
import dev.chorus.itests.support.FrameworkGateway;
import dev.chorus.itests.support.Json;
import dev.chorus.itests.support.Pictures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Model packages that are no good, go away, or bring other labels. */
public class ModelUpdates extends FlowTest {

    private static final String VARIANT = "p48";
    private static final int WEIGHTS = 256;
    private static final String OTHER = "other ";

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private Path packages() {
        return folder.getRoot().toPath();
    }

    /** The next test gets the built packages again. */
    @After
    public void uninstallPackages() throws Exception {
        gateway.uninstallPackages();
    }

    @Test
    public void update_fileThatIsNoModel_isRefusedAndTheOldOneServes() throws Exception {
        assertRefused(BuiltPackages.labels(), "no model at all".getBytes(StandardCharsets.UTF_8), "not loadable");
    }

    @Test
    public void update_modelCutInHalf_isRefusedAndTheOldOneServes() throws Exception {
        byte[] whole = BuiltPackages.model(VARIANT);

        assertRefused(BuiltPackages.labels(), Arrays.copyOf(whole, whole.length / 2), "not loadable");
    }

    @Test
    public void update_modelOfMoreClassesThanLabels_isRefusedAndTheOldOneServes() throws Exception {
        assertRefused(BuiltPackages.labels().subList(0, 6), BuiltPackages.model(VARIANT), "self-test failed");
    }

    @Test
    public void update_modelWithWeightsThatAreNoNumbers_isRefusedAndTheOldOneServes() throws Exception {
        assertRefused(BuiltPackages.labels(), withoutNumbers(BuiltPackages.model(VARIANT)), "self-test failed");
    }

    /** What a broken training leaves: some weights are NaN, which a float of ones is however it is cut, and all else is in order. */
    private static byte[] withoutNumbers(byte[] model) {
        byte[] broken = model.clone();
        Arrays.fill(broken, model.length / 2, model.length / 2 + WEIGHTS, (byte) 0xFF);
        return broken;
    }

    private void assertRefused(List<String> labels, byte[] model, String reason) throws Exception {
        // given
        startAll();

        // when
        gateway.install(BuiltPackages.laterModel(VARIANT, "1.1.0", labels, model, packages()));

        // then
        Json status = statuses.awaitVariant(
                VARIANT,
                "that tells of " + reason,
                told -> told.has("problem") && told.text("problem").contains(reason));
        assertEquals("degraded", status.text("state"));
        assertEquals("1.0.0", status.text("familyVersion"));
        assertGoodIsAnswered();

        // and when
        gateway.install(BuiltPackages.laterModel(VARIANT, "1.2.0", packages()));

        // then
        statuses.awaitVariant(
                VARIANT,
                "of the good version",
                told -> told.text("state").equals("online")
                        && told.text("familyVersion").equals("1.2.0"));
        assertGoodIsAnswered();
    }

    @Test
    public void model_uninstalled_leavesTheServiceUpUntilItIsBack() throws Exception {
        // given
        startAll();

        // when
        gateway.uninstall("chorus-model-parts-" + VARIANT);

        // then
        statuses.awaitVariant(
                VARIANT, "without a model", status -> status.text("state").equals("no-model"));
        List<String> others = FrameworkGateway.VARIANTS.stream()
                .filter(variant -> !variant.equals(VARIANT))
                .toList();
        statuses.awaitOnline(others);
        Json answer = client.ask("without", Pictures.part("nut", 2)).json();
        assertEquals("answered", answer.text("outcome"));
        assertEquals(others, answer.texts("contributors"));

        // and when
        gateway.install(BuiltPackages.named("chorus-model-parts-" + VARIANT));

        // then
        statuses.awaitOnline(FrameworkGateway.VARIANTS);
        assertGoodIsAnswered();
    }

    @Test
    public void family_ofOtherLabelsOneGatewayAfterTheOther_isNeverMixed() throws Exception {
        // given
        startAll();
        List<String> others =
                BuiltPackages.labels().stream().map(label -> OTHER + label).toList();
        int asked;
        try (Load load = Load.begin(client)) {
            load.awaitAsked(10);

            // when
            for (String variant : FrameworkGateway.VARIANTS) {
                gateway.install(
                        BuiltPackages.laterModel(variant, "2.0.0", others, BuiltPackages.model(variant), packages()));
                statuses.awaitVariant(variant, "of the later version", ModelUpdates::isOfTheLaterVersion);
                load.awaitAsked(load.asked() + 10);
            }
            statuses.awaitAggregator("of the later version", ModelUpdates::isOfTheLaterVersion);
            load.awaitAsked(load.asked() + 10);
            asked = load.asked();
        }

        // then
        Set<String> versions = new HashSet<>();
        for (int number = 0; number < asked; number++) {
            Json answer = client.awaitAnswer(Load.id(number)).json();
            assertEquals("answered", answer.text("outcome"));
            Set<Boolean> kinds = answer.objects("labels").stream()
                    .map(label -> label.text("label").startsWith(OTHER))
                    .collect(Collectors.toSet());
            assertEquals(answer.toString(), 1, kinds.size());
            versions.add(answer.text("familyVersion"));
        }
        assertEquals(Set.of("1.0.0", "2.0.0"), versions);
        Json last = client.awaitAnswer(Load.id(asked - 1)).json();
        assertTrue(last.toString(), last.objects("labels").get(0).text("label").startsWith(OTHER));
        assertEquals(FrameworkGateway.VARIANTS, last.texts("contributors"));
    }

    /** A status while the model is exchanged has no version. */
    private static boolean isOfTheLaterVersion(Json status) {
        return status.has("familyVersion") && status.text("familyVersion").equals("2.0.0");
    }
}
