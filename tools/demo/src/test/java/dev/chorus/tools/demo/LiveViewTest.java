package dev.chorus.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveViewTest {

    private final StringWriter written = new StringWriter();
    private final DemoStatistics statistics =
            new DemoStatistics(Examples.LABELS, List.of(Examples.SMALL, Examples.AGGREGATOR));

    @Test
    void close_leavesTheLastStateOnTheScreen() {
        // given
        LiveView view = new LiveView(new PrintWriter(written), statistics, "Chorus demo", 2);
        Asked picture = new Asked(1, 1, 0);
        statistics.asking(List.of(Examples.ID), picture);
        statistics.reply(picture, Examples.answer("nut", List.of("p24"), List.of()));
        view.event("all is well");
        // when
        view.close();
        // then
        String lastDrawing = written.toString().substring(written.toString().lastIndexOf("Chorus demo"));
        assertTrue(lastDrawing.contains("gateway-1"), lastDrawing);
        assertTrue(lastDrawing.contains("nut"), lastDrawing);
        assertTrue(lastDrawing.contains("1 of 2"), lastDrawing);
        assertTrue(lastDrawing.contains("all is well"), lastDrawing);
    }

    @Test
    void event_afterClose_showsNothing() {
        // given
        LiveView view = new LiveView(new PrintWriter(written), statistics, "Chorus demo", 2);
        view.close();
        String before = written.toString();
        // when
        view.event("too late");
        view.close();
        // then
        assertEquals(before, written.toString());
    }
}
