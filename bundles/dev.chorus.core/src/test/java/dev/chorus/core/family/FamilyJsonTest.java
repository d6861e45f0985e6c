package dev.chorus.core.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "version": "1.2.3"    | "version": "new"        | version of family parts is 'new'
            "name": "parts"       | "name": "a/b"           | family name is 'a/b'
            "alpha": 0.5          | "alpha": "wide"         | variants[0].alpha is '"wide"'
            "resolution": 32      | "resolution": 32.5      | variants[0].resolution is '32.5'
            "weight": 0.75        | "weight": -1            | weight of variant p32 is '-1.0'
            "k": 3                | "k": 4                  | k of variant p32 is '4'
            "model": "p32.onnx"   | "model": "../p32.onnx"  | model of variant p32 is '../p32.onnx'
            "accuracy": 0.81      | "accuracy": 81          | accuracy of variant p32 is '81.0'
            "bolt",               | "nut",                  | label 'nut' stands twice
            "bolt",               | "screw",                | fingerprint is
            "variants": [         | "members": [            | has no variants
            "labels": [           | "labels": 7, "x": [     | labels is '7'
            """)
    void read_oneMistake_refusedNamingFieldAndValue(String right, String wrong, String message) {
        String json = FamilyJson.write(FAMILY);
        assertTrue(json.contains(right), right);

        var refusal = assertThrows(IllegalArgumentException.class, () -> FamilyJson.read(json.replace(right, wrong)));

        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "'[', ''", "'[1]', allowed is an object", "'{\"name\":', not JSON"})
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
