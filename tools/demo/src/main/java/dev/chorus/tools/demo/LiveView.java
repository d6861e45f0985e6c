package dev.chorus.tools.demo;

import dev.chorus.core.peer.PeerText;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Redraws tables in place, on a thread of its own, ten times per second and once more on close. */
final class LiveView implements DemoView {

    private static final long REDRAW_MS = 100;
    private static final int PICTURES = 10;
    private static final int BAR_WIDTH = 30;
    /** Unicode block elements, if the terminal's encoding has them. */
    private static final boolean UNICODE = StandardCharsets.UTF_8.name().equals(System.getProperty("native.encoding"));

    private final DemoStatistics statistics;
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
     * Starts to draw.
     *
     * @param title first line
     * @param pictures total number of pictures
     */
    LiveView(PrintWriter out, DemoStatistics statistics, String title, int pictures) {
        this.statistics = statistics;
        this.title = title;
        this.pictures = pictures;
        this.screen = new Screen(out);
        clock.scheduleWithFixedDelay(this::draw, 0, REDRAW_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void event(String what) {
        event = PeerText.escaped(what);
    }

    @Override
    public void picture(PictureRow row) {
        // Drawn from the statistics.
    }

    private synchronized void draw() {
        if (!closed) {
            screen.drawStyled(lines(statistics.snapshot(), size.rows() - 1));
        }
    }

    /** Returns the lines, at most the given number of rows: pictures are left out first. */
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
