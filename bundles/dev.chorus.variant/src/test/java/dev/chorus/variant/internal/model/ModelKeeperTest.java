package dev.chorus.variant.internal.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.metrics.Counters;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.tools.testmodels.ColourModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelKeeperTest {

    private boolean ending;
    private final Counters counters = new Counters();
    private final OnnxRuntime runtime = new OnnxRuntime();
    private final ModelKeeper keeper = new ModelKeeper(runtime, counters, () -> ending);

    @AfterEach
    void clear_always_closesWhatIsServed() {
        keeper.clear();
        assertEquals(0, runtime.openSessions());
    }

    @Test
    void select_ofSeveralVersions_takesTheHighestByNumber() {
        List<String> problems = select(good("1.9.0"), good("1.10.0"), good("1.2.0"));

        assertEquals(List.of(), problems);
        assertEquals("1.10.0", version());
        assertEquals(1, counters.get("modelsLoaded"));
    }

    @Test
    void select_sameModelAgain_doesNotLoadItAgain() {
        select(good("1.0.0"));

        select(good("1.0.0"), good("0.9.0"));

        assertEquals(1, counters.get("modelsLoaded"));
    }

    @Test
    void select_highestIsBad_loadsTheNextAndReportsTheProblem() {
        List<String> problems = select(bad("2.0.0"), good("1.0.0"));

        assertEquals("1.0.0", version());
        assertEquals(1, problems.size());
        assertTrue(problems.get(0).contains("bundle 2.0.0"), problems.get(0));
    }

    @Test
    void select_badModelAgain_isNotRetriedBeforeRefusalsAreForgotten() {
        ModelPlace bad = bad("2.0.0");
        ModelPlace good = good("1.0.0");
        select(bad, good);

        assertEquals(1, select(bad, good).size());
        assertEquals(1, counters.get("modelsRefused"));
        keeper.forgetRefusals();
        assertEquals(1, select(bad, good).size());
        assertEquals(2, counters.get("modelsRefused"));
        assertEquals(List.of(), select(good));
    }

    @Test
    void select_onlyBadOnesLeft_keepsTheOldModel() {
        select(good("1.0.0"));

        List<String> problems = select(bad("1.1.0"));

        assertEquals("1.0.0", version());
        assertEquals(1, problems.size());
    }

    @Test
    void select_onlyBadOnesOfAnotherVariant_servesNothing() {
        select(good("1.0.0"));

        List<String> problems = keeper.select(ColourFamily.FAMILY, "cmyk", List.of(good("1.0.0")));

        assertTrue(keeper.serving().isEmpty());
        assertTrue(problems.get(0).contains("was 'cmyk'"), problems.get(0));
    }

    @Test
    void select_nothingOffered_servesNothing() {
        select(good("1.0.0"));

        assertEquals(List.of("nothing offers variant colours/rgb"), select());

        assertTrue(keeper.serving().isEmpty());
        assertEquals(0, runtime.openSessions());
    }

    @Test
    void select_badModelWhileTheServiceEnds_isNotRefused() {
        List<String> problems = select(endingWhileRead(bad("2.0.0")));

        assertEquals(List.of(), problems);
        assertEquals(0, counters.get("modelsRefused"));
    }

    @Test
    void select_goodModelWhileTheServiceEnds_isNotServed() {
        List<String> problems = select(endingWhileRead(good("2.0.0")), good("1.0.0"));

        assertEquals(List.of(), problems);
        assertTrue(keeper.serving().isEmpty());
        assertEquals(0, counters.get("modelsLoaded"));
        assertEquals(0, runtime.openSessions());
    }

    @ParameterizedTest
    @CsvSource({"family.json, family.json of bundle 2.0.0", "rgb.onnx, rgb.onnx of bundle 2.0.0:"})
    void select_fileThatDoesNotFitIntoMemory_isRefusedAndTheNextModelLoaded(String tooLarge, String where) {
        ModelPlace large = ColourFamily.watched(good("2.0.0"), tooLarge, () -> {
            throw new OutOfMemoryError("Java heap space");
        });

        List<String> problems = select(large, good("1.0.0"));

        assertEquals("1.0.0", version());
        assertEquals(List.of(where + " cannot be read: there is not enough memory, Java heap space"), problems);
    }

    private ModelPlace endingWhileRead(ModelPlace place) {
        return ColourFamily.watched(place, "rgb.onnx", () -> ending = true);
    }

    private List<String> select(ModelPlace... places) {
        return keeper.select(ColourFamily.FAMILY, ColourFamily.VARIANT, List.of(places));
    }

    private String version() {
        return keeper.serving().orElseThrow().family().version();
    }

    private static ModelPlace good(String version) {
        return place(version, ColourFamily.files(version, new ColourModel()));
    }

    private static ModelPlace bad(String version) {
        return place(version, ColourFamily.files(version, new ColourModel().sharpness(0)));
    }

    private static ModelPlace place(String version, Map<String, byte[]> files) {
        return ColourFamily.place("bundle " + version, files);
    }
}
