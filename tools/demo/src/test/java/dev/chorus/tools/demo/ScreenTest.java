package dev.chorus.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private final StringWriter written = new StringWriter();
    private final PrintWriter out = new PrintWriter(written);

    @Test
    void draw_again_goesBackOverWhatWasDrawn() {
        // given
        Screen screen = new Screen(out);
        screen.draw(List.of("one", "two", "three"));
        written.getBuffer().setLength(0);
        // when
        screen.draw(List.of("four", "five"));
        // then
        assertEquals("\u001b[3A\rfour\u001b[K\nfive\u001b[K\n\u001b[J", written.toString());
    }

    @Test
    void close_afterDrawing_givesTheTerminalBack() {
        // given
        Screen screen = new Screen(out);
        screen.draw(List.of("one"));
        // when
        screen.close();
        // then
        assertTrue(written.toString().startsWith("\u001b[?25l\u001b[?7l"), "cursor hidden, lines cut");
        assertTrue(written.toString().endsWith("\u001b[?7h\u001b[?25h"), "lines wrapped, cursor shown");
    }
}
