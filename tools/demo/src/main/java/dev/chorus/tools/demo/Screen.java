package dev.chorus.tools.demo;

import dev.chorus.core.peer.PeerText;
import dev.chorus.tools.command.SafeOutput;
import java.io.PrintWriter;
import java.util.List;

/** Redraws lines in place at the bottom of a terminal with ECMA-48 support. Not thread-safe. */
public final class Screen implements AutoCloseable {

    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String CUT_LONG_LINES = "\u001b[?7l";
    private static final String WRAP_LONG_LINES = "\u001b[?7h";
    private static final String CLEAR_REST_OF_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintWriter out;
    private int drawn;

    /** Starts below the existing output. */
    public Screen(PrintWriter out) {
        this.out = SafeOutput.raw(out);
        this.out.print(HIDE_CURSOR + CUT_LONG_LINES);
    }

    /** Draws lines, which may contain text of peers; they must be fewer than the terminal's rows. */
    public void draw(List<String> lines) {
        drawStyled(lines.stream().map(PeerText::escaped).toList());
    }

    /** Like {@link #draw}, for lines with sequences of {@link AnsiStyle}; text of peers in them must be escaped. */
    void drawStyled(List<String> lines) {
        StringBuilder frame = new StringBuilder();
        if (drawn > 0) {
            frame.append("\u001b[").append(drawn).append('A');
        }
        frame.append('\r');
        lines.forEach(line -> frame.append(line).append(CLEAR_REST_OF_LINE).append('\n'));
        out.print(frame.append(CLEAR_BELOW));
        out.flush();
        drawn = lines.size();
    }

    /** Restores the terminal; the last lines stay. */
    @Override
    public void close() {
        out.print(WRAP_LONG_LINES + SHOW_CURSOR);
        out.flush();
    }
}
