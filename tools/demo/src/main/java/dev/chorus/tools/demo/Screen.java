package dev.chorus.tools.demo;

import dev.chorus.core.peer.PeerText;
import dev.chorus.tools.command.SafeOutput;
import java.io.PrintWriter;
import java.util.List;

/** Draws lines over those it drew before, at the bottom of a terminal that knows ECMA-48. For one thread at a time. */
public final class Screen implements AutoCloseable {

    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String CUT_LONG_LINES = "\u001b[?7l";
    private static final String WRAP_LONG_LINES = "\u001b[?7h";
    private static final String CLEAR_REST_OF_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintWriter out;
    private int drawn;

    /** Begins at the bottom of what is there. */
    public Screen(PrintWriter out) {
        this.out = SafeOutput.raw(out);
        this.out.print(HIDE_CURSOR + CUT_LONG_LINES);
    }

    /** Shows lines that may hold texts of peers, and only these; they must be fewer than the terminal's rows. */
    public void draw(List<String> lines) {
        drawStyled(lines.stream().map(PeerText::escaped).toList());
    }

    /** As {@link #draw}, with lines that hold sequences of {@link AnsiStyle}, and no text of a peer that is not escaped. */
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

    /** Gives the terminal back; what was drawn stays. */
    @Override
    public void close() {
        out.print(WRAP_LONG_LINES + SHOW_CURSOR);
        out.flush();
    }
}
