package dev.chorus.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowsTest {

    private static final String ESCAPE_SEQUENCE = "\u001b\\[[0-9]+m";

    @Test
    void picture_right_readsAsOneLine() {
        // given
        PictureRow row = new PictureRow(7, "washer", "washer", true, 0.914, 4, 4, false, false, Duration.ofMillis(14));
        // when
        String line = Rows.picture(row, AnsiStyle.NONE);
        // then
        assertEquals("       7  washer    washer       0.91  4 of 4      14 ms  right", line);
    }

    @Test
    void picture_wrongDegradedAndEarly_showsAll() {
        // given
        PictureRow row = new PictureRow(101, "bolt", "screw", true, 0.44, 3, 4, true, true, Duration.ofMillis(17));
        // when
        String line = Rows.picture(row, AnsiStyle.NONE);
        // then
        assertTrue(line.endsWith("3 of 4      17 ms  wrong degraded early"), line);
    }

    @Test
    void picture_unanswered_showsTheReason() {
        // given
        PictureRow row = new PictureRow(9, "bolt", "no-variant", false, 0, 0, 0, false, false, Duration.ofSeconds(1));
        // when
        String line = Rows.picture(row, AnsiStyle.NONE);
        // then
        assertTrue(line.contains("no-variant"), line);
        assertTrue(line.endsWith("unanswered"), line);
    }

    @Test
    void gateway_inColor_isAsWideAsInPlain() {
        // given
        AnswerFigures figures = new AnswerFigures(50, 40, 12.6, 20, 30);
        for (String state : new String[] {"online", "killed", "starting", "misconfigured"}) {
            GatewayRow row = new GatewayRow("gateway-2", Optional.of("p32"), state, true, figures);
            // when
            String plain = Rows.gateway(row, AnsiStyle.NONE);
            String coloured = Rows.gateway(row, AnsiStyle.ANSI);
            // then
            assertFalse(plain.contains("\u001b"), plain);
            assertEquals(plain, coloured.replaceAll(ESCAPE_SEQUENCE, ""));
            assertTrue(coloured.matches(".*" + ESCAPE_SEQUENCE + ".*"), coloured);
        }
    }

    @Test
    void gateway_withoutAnswers_hasNoFigures() {
        // given
        GatewayRow row = new GatewayRow("aggregator", Optional.empty(), "starting", false, new AnswerTally().figures());
        // when
        String line = Rows.gateway(row, AnsiStyle.NONE);
        // then
        assertEquals("aggregator   fusion       starting            0        -         -", line);
    }
}
