package dev.chorus.core.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chorus.core.testing.Mutation;
import dev.chorus.core.testing.Mutation.Change;
import dev.chorus.core.testing.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each field of {@code family.json} dropped, null, of another type and out of range: model bundles also come from other
 * sources.
 */
class FamilyFieldsTest {

    private static final Variant FITTED = new Variant(
                    "p32", 0.35, 96, 1280, 0.75, 2, "p32.onnx", "0".repeat(64), 1000, 2000, 0.9)
            .withFit(Fit.of(0.6, 1.2));

    private static final Variant FOREIGN = new Variant(
            "p64",
            1,
            224,
            0,
            1,
            1,
            "p64.onnx",
            "1".repeat(64),
            0,
            0,
            0,
            new ModelInterface.Classifier(
                    ModelInterface.Layout.NCHW,
                    new ModelInterface.Pixels.Normalised(
                            new ModelInterface.Channels(0.1, 0.2, 0.3), new ModelInterface.Channels(1, 1, 1)),
                    ModelInterface.Outputs.LOGITS),
            Fit.NONE);

    static List<Mutation> all() {
        Map<String, FusedFit> fused =
                Map.of("scaled-sum", new FusedFit(0.7, new TreeMap<>(Map.of(0.01, 0.4)), List.of(40, 60)));
        LabelSet labels = new LabelSet(List.of("bolt", "nut"));
        return Stream.of(FITTED, FOREIGN)
                .flatMap(variant ->
                        Mutations.of(FamilyJson.write(new Family("parts", "1.0.0", labels, List.of(variant), fused))
                                        .getBytes(StandardCharsets.UTF_8))
                                .stream())
                .toList();
    }

    static List<Mutation> retyped() {
        return Mutation.only(all(), Change.RETYPED);
    }

    private static String text(Mutation mutation) {
        return new String(mutation.payload(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("all")
    void read_anyField_isReadWholeOrRefused(Mutation mutation) {
        Family family;
        try {
            family = FamilyJson.read(text(mutation));
        } catch (IllegalArgumentException e) {
            return;
        }
        assertEquals(family, FamilyJson.read(FamilyJson.write(family)));
    }

    @ParameterizedTest
    @MethodSource("retyped")
    void read_fieldOfAnotherType_isRefused(Mutation mutation) {
        assertThrows(IllegalArgumentException.class, () -> FamilyJson.read(text(mutation)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "version",
                "labels",
                "variants",
                "variants[0].id",
                "variants[0].alpha",
                "variants[0].resolution",
                "variants[0].headWidth",
                "variants[0].weight",
                "variants[0].k",
                "variants[0].model",
                "variants[0].sha256",
                "variants[0].parameters",
                "variants[0].macs",
                "variants[0].accuracy",
                "variants[0].classifier.layout",
                "variants[0].classifier.type",
                "variants[0].classifier.mean",
                "variants[0].classifier.std",
                "variants[0].classifier.outputs"
            })
    void read_withoutARequiredField_isRefused(String path) {
        List<Mutation> without = Mutation.only(all(), Change.DROPPED).stream()
                .filter(one -> one.path().equals(path))
                .toList();

        without.forEach(one -> assertThrows(IllegalArgumentException.class, () -> FamilyJson.read(text(one))));
        assertEquals(path.contains("classifier") ? 1 : 2, without.size());
    }
}
