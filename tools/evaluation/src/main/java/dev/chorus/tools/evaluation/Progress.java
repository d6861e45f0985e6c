package dev.chorus.tools.evaluation;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far a task is: a bar on a terminal, now and then a line elsewhere. Belongs to the thread that made it.
 */
public final class Progress implements AutoCloseable {

    private static final long NANOS_BETWEEN_LINES = 10_000_000_000L;

    private final String task;
    private final int total;
    private final PrintWriter lines;
    private final ProgressBar bar;
    private long lastLine = System.nanoTime();

    /**
     * Begins a task.
     *
     * @param task a few words
     * @param total steps in all
     * @param lines where lines go when there is no terminal
     */
    public Progress(String task, int total, PrintWriter lines) {
        this.task = task;
        this.total = total;
        this.lines = lines;
        this.bar = System.console() == null
                ? null
                : new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .setStyle(ProgressBarStyle.ASCII)
                        .showSpeed()
                        .build();
    }

    /** So many steps are done. */
    public void to(int done) {
        to(done, "");
    }

    /**
     * So many steps are done.
     *
     * @param detail shown beside it; may be empty
     */
    public void to(int done, String detail) {
        if (bar != null) {
            bar.stepTo(done);
            bar.setExtraMessage(detail);
        } else if (done == total || System.nanoTime() - lastLine > NANOS_BETWEEN_LINES) {
            lastLine = System.nanoTime();
            lines.println(String.format(Locale.ROOT, "%s: %d of %d %s", task, done, total, detail)
                    .stripTrailing());
            lines.flush();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
