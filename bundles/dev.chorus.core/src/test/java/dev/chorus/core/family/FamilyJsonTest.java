package dev.chorus.core.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.ModelInterface.Channels;
import dev.chorus.core.family.ModelInterface.Classifier;
import dev.chorus.core.family.ModelInterface.Layout;
import dev.chorus.core.family.ModelInterface.Outputs;
import dev.chorus.core.family.ModelInterface.Pixels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FamilyJsonTest {

    private static final Family FAMILY = new Family(
            "parts",
            "1.2.3",
            new LabelSet(List.of("bolt", "nut", "washer")),
            List.of(new Variant("p32", 0.5, 32, 64, 0.75, 3, "p32.onnx", "0".repeat(64), 61_000, 2_000_000, 0.81)));

    @Test
    void write_family_readGivesItBack() {
        assertEquals(FAMILY, FamilyJson.read(FamilyJson.write(FAMILY)));
    }

    @Test
    void write_classifiers_readGivesThemBack() {
        Family family = withInterfaces(
                new Classifier(
                        Layout.NCHW,
                        new Pixels.Normalised(new Channels(0.485, 0.456, 0.406), new Channels(0.229, 0.224, 0.225)),
                        Outputs.LOGITS),
                new Classifier(Layout.NHWC, new Pixels.Plain(), Outputs.PROBABILITIES));

        assertEquals(family, FamilyJson.read(FamilyJson.write(family)));
    }

    @Test
    void write_fitted_readGivesItBack() {
        Family family = withFit(Fit.of(0.61, 1.7));

        assertEquals(family, FamilyJson.read(FamilyJson.write(family)));
    }

    @Test
    void write_fittedTogether_readGivesItBack() {
        Family family = withFused(new FusedFit(0.7, new TreeMap<>(Map.of(0.005, 0.5, 0.01, 0.4)), List.of(7, 0, 12)));

        assertEquals(family, FamilyJson.read(FamilyJson.write(family)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "temperature": 0.7    | "temperature": 0    | temperature must be 0.05..20.0, was 0.0
            "disagreement": 0.005 | "disagreement": 0   | disagreement must be above 0, at most 1, was 0.0
            "disagreement": 0.005 | "disagreement": "x" | fused.scaled-sum.margins[0].disagreement must be a number, was '"x"'
            "margin": 0.5         | "margin": 1.01      | margin must be 0..1, was 1.01
            3456                  | -1                  | fused.scaled-sum.answers must be whole numbers within 0..1000000000, was '-1'
            3456                  | 0.5                 | fused.scaled-sum.answers must be whole numbers within 0..1000000000, was '0.5'
            3456                  | "many"              | fused.scaled-sum.answers must be whole numbers within 0..1000000000, was '"many"'
            "scaled-sum"          | "a/b"               | strategy must be 1..64 of A-Z a-z 0-9 _ . -, was 'a/b'
            """)
    void read_mistakenFusedFit_refusedNamingFieldAndValue(String right, String wrong, String message) {
        String json =
                FamilyJson.write(withFused(new FusedFit(0.7, new TreeMap<>(Map.of(0.005, 0.5)), List.of(3456, 1))));
        assertTrue(json.contains(right), json);

        var refusal = assertThrows(IllegalArgumentException.class, () -> FamilyJson.read(json.replace(right, wrong)));

        assertEquals(message, refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0.001,", "0.005,0.5", "0.009,0.5", "0.01,0.4", "1,0.4"})
    void margin_ofAShare_isThatOfTheGreatestNotAbove(double disagreement, Double margin) {
        FusedFit fit = new FusedFit(1, new TreeMap<>(Map.of(0.005, 0.5, 0.01, 0.4)));

        assertEquals(margin == null ? OptionalDouble.empty() : OptionalDouble.of(margin), fit.margin(disagreement));
    }

    private static Family withFused(FusedFit fit) {
        return new Family(
                FAMILY.name(), FAMILY.version(), FAMILY.labelSet(), FAMILY.variants(), Map.of("scaled-sum", fit));
    }

    @Test
    void write_unfitted_omitsTheFit() {
        String json = FamilyJson.write(FAMILY);

        assertFalse(json.contains("fittedWeight") || json.contains("temperature") || json.contains("fused"), json);
        assertEquals(Fit.NONE, FamilyJson.read(json).variants().get(0).fit());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "fittedWeight": 0.61 | "fittedWeight": 0    | fittedWeight must be above 0, at most 1000.0, was 0.0
            "fittedWeight": 0.61 | "fittedWeight": 1001 | fittedWeight must be above 0, at most 1000.0, was 1001.0
            "fittedWeight": 0.61 | "fittedWeight": "x"  | variants[0].fittedWeight must be a number, was '"x"'
            "temperature": 1.7   | "temperature": 0.04  | temperature must be 0.05..20.0, was 0.04
            "temperature": 1.7   | "temperature": 20.5  | temperature must be 0.05..20.0, was 20.5
            """)
    void read_mistakenFit_refusedNamingFieldAndValue(String right, String wrong, String message) {
        String json = FamilyJson.write(withFit(Fit.of(0.61, 1.7)));
        assertTrue(json.contains(right), json);

        var refusal = assertThrows(IllegalArgumentException.class, () -> FamilyJson.read(json.replace(right, wrong)));

        assertEquals(message, refusal.getMessage());
    }

    private static Family withFit(Fit fit) {
        return new Family(
                "parts",
                "1.2.3",
                FAMILY.labelSet(),
                List.of(FAMILY.variants().get(0).withFit(fit)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "layout": "nchw"           | "layout": "chw"        | layout must be one of [nchw, nhwc], was 'chw'
            "layout": "nchw",          |                        | variants[0].classifier.layout must be a string, was absent
            "type": "float32"          | "type": "float16"      | type must be one of [float32, uint8], was 'float16'
            "outputs": "logits"        | "outputs": "scores"    | outputs must be one of [logits, prob
            "mean": [                  | "mean": [ 0.5,         | mean must be three numbers, red, green and blue, was [0.5, 0.5, 0.5, 0.5]
            "mean": [                  | "mean": [ "x",         | variants[0].classifier.mean must be finite numbers, was '"x"'
            "mean": [                  | "means": [             | mean must be three numbers, red, green and blue, was []
            "std": [                   | "std": [], "x": [      | std must be three numbers, red, green and blue, was []
            0.25                       | 0                      | std must be numbers above 0, was [0.0, 0.0, 0.0]
            0.25                       | 1e9                    | channel must be -1000000.0..1000000.0, was 1.0E9
            "classifier": {            | "classifier": 7, "x":{ | variants[0].classifier must be an object, was '7'
            """)
    void read_oneMistakeInAClassifier_refusedNamingFieldAndValue(String right, String wrong, String message) {
        String json = FamilyJson.write(withInterfaces(new Classifier(
                Layout.NCHW,
                new Pixels.Normalised(new Channels(0.5, 0.5, 0.5), new Channels(0.25, 0.25, 0.25)),
                Outputs.LOGITS)));
        assertTrue(json.contains(right), right);
        String mistaken = json.replace(right, wrong == null ? "" : wrong);

        var refusal = assertThrows(IllegalArgumentException.class, () -> FamilyJson.read(mistaken));

        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }

    @Test
    void read_classifierWithAFraming_givesItBack() {
        Pixels pixels = new Pixels.Plain();
        List<ModelInterface> interfaces = new ArrayList<>();
        for (Framing framing : List.of(
                new Framing(Framing.Resize.FIT_SHORTEST, 0.875, Framing.Smoothing.BILINEAR, 114),
                new Framing(Framing.Resize.LETTERBOX, 1, Framing.Smoothing.BICUBIC, 0),
                new Framing(Framing.Resize.STRETCH, 0.9, Framing.Smoothing.NONE, 114))) {
            interfaces.add(new Classifier(Layout.NCHW, pixels, Outputs.LOGITS, framing));
        }
        Family family = withInterfaces(interfaces.toArray(ModelInterface[]::new));

        String json = FamilyJson.write(family);

        assertEquals(family, FamilyJson.read(json));
        assertTrue(json.contains("\"resize\": \"fit-shortest\""), json);
    }

    @Test
    void write_classifierOfTheWholePicture_hasNoFraming() {
        String json = FamilyJson.write(withInterfaces(new Classifier(Layout.NCHW, new Pixels.Plain(), Outputs.LOGITS)));

        for (String key : List.of("resize", "crop", "smoothing", "padding")) {
            assertFalse(json.contains(key), json);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "fit-shortest" | "fit"      | resize must be one of [stretch, fit-shortest, letterbox], was 'fit'
            "fit-shortest" | "letterbox"| crop must be 1 with letterbox, which keeps the whole picture, was 0.875
            0.875          | 0          | crop must be 0.0625 to 1, was 0.0
            0.875          | 1.5        | crop must be 0.0625 to 1, was 1.5
            "bilinear"     | "area"     | smoothing must be one of [none, bilinear, bicubic], was 'area'
            "padding": 9   | "padding": 256 | padding must be a whole number within 0..255, was '256'
            """)
    void read_mistakenFraming_refusedNamingFieldAndValue(String right, String wrong, String message) {
        Framing framing = new Framing(Framing.Resize.FIT_SHORTEST, 0.875, Framing.Smoothing.BILINEAR, 9);
        String json = FamilyJson.write(
                withInterfaces(new Classifier(Layout.NCHW, new Pixels.Plain(), Outputs.LOGITS, framing)));
        assertTrue(json.contains(right), json);

        var refusal = assertThrows(IllegalArgumentException.class, () -> FamilyJson.read(json.replace(right, wrong)));

        assertTrue(refusal.getMessage().endsWith(message), refusal.getMessage());
    }

    private static Family withInterfaces(ModelInterface... interfaces) {
        List<Variant> variants = new ArrayList<>();
        for (ModelInterface modelInterface : interfaces) {
            String id = "v" + variants.size();
            variants.add(
                    new Variant(id, 1, 32, 0, 1, 3, id + ".onnx", "0".repeat(64), 7, 0, 0, modelInterface, Fit.NONE));
        }
        return new Family("parts", "1.2.3", FAMILY.labelSet(), variants);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "version": "1.2.3"    | "version": "new"        | version of family parts must be major.minor.micro, was 'new'
            "name": "parts"       | "name": "a/b"           | family name must be 1..64 of A-Z a-z 0-9 _ . -, was 'a/b'
            "alpha": 0.5          | "alpha": "wide"         | variants[0].alpha must be a number, was '"wide"'
            "resolution": 32      | "resolution": 32.5      | variants[0].resolution must be a whole number within 8..1024, was '32.5'
            "weight": 0.75        | "weight": -1            | weight of variant p32 must be above 0, at most 1000.0, was '-1.0'
            "k": 3                | "k": 4                  | k of variant p32 must be at most the number of labels, 3, was 4
            "model": "p32.onnx"   | "model": "../p32.onnx"  | model of variant p32 must be a plain file name, was '../p32.onnx'
            "accuracy": 0.81      | "accuracy": 81          | accuracy of variant p32 must be 0..1, was '81.0'
            "bolt",               | "nut",                  | label 'nut' must be listed once, is listed twice
            "bolt",               | "screw",                | fingerprint must be that of the labels
            "variants": [         | "members": [            | must have at least one variant, has none
            "labels": [           | "labels": 7, "x": [     | labels must be an array, was '7'
            """)
    void read_oneMistake_refusedNamingFieldAndValue(String right, String wrong, String message) {
        String json = FamilyJson.write(FAMILY);
        assertTrue(json.contains(right), right);

        var refusal = assertThrows(IllegalArgumentException.class, () -> FamilyJson.read(json.replace(right, wrong)));

        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "'[', ''", "'[1]', JSON must be an object", "'{\"name\":', not JSON"})
    void read_noFamily_refused(String json, String message) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> FamilyJson.read(json));

        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }

    @Test
    void read_deeplyNested_refused() {
        String json = "{\"labels\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}";

        assertThrows(IllegalArgumentException.class, () -> FamilyJson.read(json));
    }

    @Test
    void weightByFormula_paperExample_isTheProductOfItsFactors() {
        double weight = Variant.weightByFormula(128, 256, 0.7);

        assertEquals(0.5 * Math.pow(2, 1.15), weight, 1e-12);
    }

    @Test
    void fingerprint_otherOrder_isAnother() {
        Fingerprint one = new LabelSet(List.of("bolt", "nut")).fingerprint();
        Fingerprint other = new LabelSet(List.of("nut", "bolt")).fingerprint();

        assertTrue(!one.equals(other));
        assertEquals(one, Fingerprint.parse(one.toString()));
    }

    @ParameterizedTest
    @CsvSource({"12", "zz00000000000000", "''"})
    void parse_noFingerprint_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Fingerprint.parse(text));
    }
}
