package dev.chorus.tools.trainer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportAgreementTest {

    @ParameterizedTest
    @CsvSource({"1e-6, true, false", "5e-5, false, false", "0.002, false, true", "NaN, false, true"})
    void verdict_disagreement_tellsRoundingFromMistakes(double disagreement, boolean agrees, boolean mistaken) {
        // when
        ExportAgreement check = new ExportAgreement(disagreement, 0.5);

        // then
        assertEquals(agrees, check.agrees());
        assertEquals(mistaken, check.isMistaken());
    }
}
