package dev.chorus.tools.demo;

import dev.chorus.core.peer.PeerText;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tables that change in place. Draws on a thread of its own, ten times a second, and once more when it is closed. */
final class LiveView implements DemoView {

    private static final long REDRAW_MS = 100;
    private static final int PICTURES = 10;
    private static final int BAR_WIDTH = 30;
    /** With the block elements of Unicode where the terminal has them. */
    private static final boolean UNICODE = StandardCharsets.UTF_8.name().equals(System.getProperty("native.encoding"));

    private final DemoStatistics board;
    private final String title;
    private final int pictures;
    private final Screen screen;
    private final TerminalSize size = new TerminalSize();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "demo-view");
        thread.setDaemon(true);
        return thread;
    });
    private String event = "";
    private boolean closed;

    /**
     * Begins to draw.
     *
     * @param title the first line
     * @param pictures how many there will be
     */
    LiveView(PrintWriter out, DemoStatistics board, String title, int pictures) {
        this.board = board;
        this.title = title;
        this.pictures = pictures;
        this.screen = new Screen(out);
        clock.scheduleWithFixedDelay(this::draw, 0, REDRAW_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void say(String what) {
        event = PeerText.escaped(what);
    }

    @Override
    public void picture(PictureRow row) {
        // The scoreboard has it: the next drawing shows it.
    }

    private synchronized void draw() {
        if (!closed) {
            screen.drawStyled(lines(board.snapshot(), size.rows() - 1));
        }
    }

    /** The whole picture in at most so many rows: the pictures give way. */
    private List<String> lines(DemoStatistics.Snapshot now, int rows) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(" " + AnsiStyle.ANSI.bold(title));
        lines.add("");
        lines.add(" " + AnsiStyle.ANSI.dim(Rows.gatewayHeading()));
        now.gateways().forEach(gateway -> lines.add(" " + Rows.gateway(gateway, AnsiStyle.ANSI)));
        lines.add("");
        int left = Math.max(0, Math.min(PICTURES, rows - lines.size() - 5));
        lines.add(" " + AnsiStyle.ANSI.dim(Rows.pictureHeading()));
        int known = now.recent().size();
        now.recent()
                .subList(Math.max(0, known - left), known)
                .forEach(picture -> lines.add(" " + Rows.picture(picture, AnsiStyle.ANSI)));
        for (int blank = known; blank < left; blank++) {
            lines.add("");
        }
        lines.add(" " + AnsiStyle.ANSI.dim(Rows.legend()));
        lines.add("");
        lines.add(" " + bar(now.done()) + "  " + now.done() + " of " + pictures + "  " + event);
        return lines.subList(0, Math.min(rows, lines.size()));
    }

    private String bar(int done) {
        int full = (int) ((long) BAR_WIDTH * done / pictures);
        String done1 = (UNICODE ? "\u2501" : "#").repeat(full);
        return AnsiStyle.ANSI.green(done1) + AnsiStyle.ANSI.dim((UNICODE ? "\u2501" : ".").repeat(BAR_WIDTH - full));
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            clock.shutdownNow();
            draw();
            closed = true;
            screen.close();
        }
    }
}
