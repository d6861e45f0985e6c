package dev.chorus.tools.trainer.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.networks.Colour;
import dev.chorus.tools.networks.Pooling;
import dev.chorus.tools.networks.Profile;
import dev.chorus.tools.networks.Trunk;
import dev.chorus.tools.networks.VariantSpec;
import dev.chorus.tools.trainer.train.Recipe.Distillation;
import dev.chorus.tools.trainer.train.Recipe.Method;
import dev.chorus.tools.trainer.train.Recipe.Pace;
import dev.chorus.tools.trainer.train.Recipe.Shares;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecFileTest {

    @Test
    void read_nothing_isTheQuickProfile() {
        // then
        assertEquals(FamilySpec.of(Profile.QUICK), SpecFile.read("{}"));
        assertEquals(FamilySpec.of(Profile.PAPER), SpecFile.read("{\"profile\": \"paper\"}"));
    }

    @Test
    void read_everything_isWhatIsWritten() {
        // when
        FamilySpec spec = SpecFile.read(
                """
                {"profile": "paper",
                 "recipe": {"method": "sgd", "batchSize": 16, "learningRate": 0.3, "joint": false, "whitened": true, "shift": 4,
                            "momentum": 0.85, "biasRate": 64, "logitScale": 0.1, "alternating": true,
                            "teacherShare": 0.5, "teacherTemperature": 2,
                            "stages": [{"single": 1, "fused": 2}]},
                 "variants": [{"id": "x", "resolution": 40, "margin": 8, "alpha": 0.5, "headWidth": 64,
                               "trunk": "shallow", "pooling": "max", "colour": "grey", "mirrored": true}]}
                """);

        // then
        assertEquals(
                List.of(new VariantSpec("x", 40, 8, 0.5, 64, Trunk.SHALLOW, Pooling.MAX, Colour.GREY, true)),
                spec.variants());
        assertEquals(List.of(48), spec.sides());
        assertEquals(Method.SGD, spec.recipe().method());
        assertEquals(List.of(new Shares(1, 2)), spec.recipe().shares());
        assertTrue(spec.recipe().whitened());
        assertEquals(4, spec.recipe().augmentation().shift());
        assertTrue(spec.recipe().augmentation().alternating());
        assertEquals(new Pace(0.85, 64, 0.1), spec.recipe().pace());
        assertEquals(new Distillation(0.5, 2), spec.recipe().distillation());
        assertEquals(0.2, spec.recipe().augmentation().mixup());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"profil": 1} | field 'profil' is unknown, allowed are [profile, recipe, variants]
                    {"variants": []} | variants are none, allowed is at least one
                    {"recipe": {"method": "luck"}} | method is 'luck', allowed is one of [adam, sgd]
                    {"recipe": {"momentum": 1}} | momentum is 1.0, allowed is 0 and more, below 1
                    {"recipe": {"biasRate": 0}} | biasRate is 0.0, allowed is above 0, at most 1000
                    {"recipe": {"logitScale": -1}} | logitScale is -1.0, allowed is above 0, at most 10
                    {"recipe": {"teacherShare": 2}} | teacherShare is 2.0, allowed is 0..1
                    {"recipe": {"teacherTemperature": 0}} | teacherTemperature is 0.0, allowed is 0.5..20
                    {"recipe": {"mixup": -1}} | mixup is -1.0, allowed is 0..10
                    {"variants": [{"id": "x", "resolution": 32, "alpha": 0, "headWidth": 8, "trunk": "plain"}]} | alpha is '0.0', allowed is above 0, at most 10
                    {"variants": [{"id": "x", "resolution": 32, "alpha": 1, "headWidth": 8, "trunk": "tall"}]} | trunk is 'tall', allowed is one of [full, full-fine, plain, plain-coarse, plain-deep, pooled, residual, shallow]
                    """)
    void read_mistake_isRefused(String json, String reason) {
        // when
        Exception refused = assertThrows(IllegalArgumentException.class, () -> SpecFile.read(json));

        // then
        assertEquals(reason, refused.getMessage());
    }
}
