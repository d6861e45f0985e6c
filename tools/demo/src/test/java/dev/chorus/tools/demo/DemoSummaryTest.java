package dev.chorus.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DemoSummaryTest {

    @Test
    void lines_ofAReport_holdEveryFigure() {
        // when
        String text = String.join("\n", DemoSummary.lines(Examples.report(200, new AnswerFigures(50, 43, 15, 33, 61))));
        // then
        assertTrue(text.contains("200 of 200 pictures answered in 41.2 s"), text);
        assertTrue(text.contains("p24 71.0 %   p32 80.0 %"), text);
        assertTrue(text.contains("90.0 % (+/- 2.1)"), text);
        assertTrue(text.contains("86.0 % (+/- 4.9) of the 50"), text);
        assertTrue(text.contains("p50 14 ms   p95 31 ms   p99 61 ms"), text);
        assertTrue(text.contains("36 bytes"), text);
    }

    @Test
    void lines_nothingDegraded_sayNever() {
        // when
        String text = String.join("\n", DemoSummary.lines(Examples.report(200, new AnswerTally().figures())));
        // then
        assertTrue(text.contains("degraded       never"), text);
        assertFalse(text.contains("NaN"), text);
    }

    @Test
    void report_onePictureUnanswered_isNotComplete() {
        assertFalse(Examples.report(199, new AnswerTally().figures()).isComplete());
        assertTrue(Examples.report(200, new AnswerTally().figures()).isComplete());
        assertEquals(200, Examples.report(199, new AnswerTally().figures()).sent());
    }
}
