package dev.chorus.tools.cli;

import dev.chorus.tools.command.SafeOutput;
import dev.chorus.tools.deploy.PackageFile;
import dev.chorus.tools.deploy.Reporter;
import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Prints one line per step, and progress: a bar on a terminal, otherwise occasional lines on stderr. Thread-safe. */
final class DeployProgress implements Reporter, AutoCloseable {

    private static final long NANOS_BETWEEN_LINES = 10_000_000_000L;
    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final int BYTES_PER_UNIT = 1 << 10;

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean live;
    private String task = "";
    private ProgressBar bar;
    private long lastLine;

    /** @param live whether the output is a terminal that can show a bar */
    DeployProgress(PrintWriter out, PrintWriter err, boolean live) {
        this.out = out;
        this.err = err;
        this.live = live;
    }

    @Override
    public synchronized void step(String line) {
        endTask();
        out.println(oneLine(line));
        out.flush();
    }

    @Override
    public synchronized void warn(String line) {
        endTask();
        err.println(oneLine(line));
        err.flush();
    }

    /** Joins lines, since reasons from gateways may have several. */
    private static String oneLine(String line) {
        return line.replaceAll("\\s*\\R\\s*", " ");
    }

    @Override
    public synchronized void uploading(PackageFile file, long sentBytes, long totalBytes) {
        if (begin("sending " + file) && live) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(totalBytes)
                    .setUnit(" KiB", BYTES_PER_UNIT)
                    .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                    .setUpdateIntervalMillis(100)
                    .clearDisplayOnFinish()
                    .build();
        }
        if (live) {
            bar.stepTo(sentBytes);
        } else {
            printOccasionally(sentBytes * 100 / Math.max(1, totalBytes) + " %");
        }
    }

    @Override
    public synchronized void waiting(String what, Duration since) {
        begin(what);
        String detail = since.toSeconds() + " s";
        if (live) {
            clearLine();
            out.print(oneLine(task) + ": " + detail);
            out.flush();
        } else {
            printOccasionally(detail);
        }
    }

    private void clearLine() {
        out.flush();
        SafeOutput.raw(out).print(CLEAR_LINE);
        SafeOutput.raw(out).flush();
    }

    /** Starts a task. Returns false if it is running already. */
    private boolean begin(String name) {
        if (name.equals(task)) {
            return false;
        }
        endTask();
        task = name;
        lastLine = System.nanoTime();
        return true;
    }

    private void printOccasionally(String detail) {
        if (System.nanoTime() - lastLine > NANOS_BETWEEN_LINES) {
            lastLine = System.nanoTime();
            err.println(task + ": " + detail);
            err.flush();
        }
    }

    private void endTask() {
        if (bar != null) {
            bar.close();
            bar = null;
        } else if (live && !task.isEmpty()) {
            clearLine();
        }
        task = "";
    }

    /** Ends a running progress bar. */
    @Override
    public synchronized void close() {
        endTask();
    }
}
