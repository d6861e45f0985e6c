package dev.chorus.tools.quantizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Fit;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.ModelInterface;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.testmodels.ColourClassifier;
import java.util.List;
import org.junit.jupiter.api.Test;

class FamilyQuantizerTest {

    private static final ModelInterface PLAIN = new ModelInterface.Classifier(
            ModelInterface.Layout.NHWC, new ModelInterface.Pixels.Plain(), ModelInterface.Outputs.LOGITS);

    @Test
    void open_classifierFromElsewhere_isRefused() {
        // given
        List<byte[]> onnx = List.of(ColourClassifier.nhwc().onnx());

        // then
        var refusal =
                assertThrows(IllegalArgumentException.class, () -> new FamilyQuantizer(family("1.0.0", PLAIN), onnx));
        assertEquals(
                "model rgb.onnx: it is a classifier without resizing and ranking,"
                        + " allowed are models that our trainer wrote",
                refusal.getMessage());
    }

    @Test
    void describe_quantisedModels_isAnUpdateOfTheOriginal() {
        // given
        Family original = family("1.2.3", new ModelInterface.Ranking());

        // when
        Family described = FamilyQuantizer.describe(original, List.of(new byte[0]), List.of(0.75));

        // then
        assertEquals("1.2.3.int8", described.version());
        assertEquals(original.name(), described.name());
        assertEquals(0.75, described.variants().get(0).accuracy());
        assertEquals(Fit.of(1.5, 0.8), described.variants().get(0).fit());
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                described.variants().get(0).sha256());
    }

    @Test
    void describe_versionWithQualifier_keepsIt() {
        // given
        Family original = family("1.2.3.site-7", new ModelInterface.Ranking());

        // then
        assertEquals(
                "1.2.3.site-7-int8",
                FamilyQuantizer.describe(original, List.of(new byte[0]), List.of(0.75))
                        .version());
    }

    private static Family family(String version, ModelInterface modelInterface) {
        Variant variant = new Variant(
                "rgb", 1, 16, 0, 1, 3, "rgb.onnx", "0".repeat(64), 9, 9, 0.8, modelInterface, Fit.of(1.5, 0.8));
        return new Family("colours", version, new LabelSet(List.of("red", "green", "blue")), List.of(variant));
    }
}
