package dev.chorus.tools.demo;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Reads the number of terminal rows from {@code stty}, repeatedly, since windows are resized. Not thread-safe. */
final class TerminalSize {

    private static final int DEFAULT_ROWS = 24;
    private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private int rows = DEFAULT_ROWS;
    private long readNanos = System.nanoTime() - REFRESH_NANOS;

    /** Returns the number of rows, 24 if unknown. */
    int rows() {
        if (System.nanoTime() - readNanos >= REFRESH_NANOS) {
            readNanos = System.nanoTime();
            rows = read();
        }
        return rows;
    }

    private static int read() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            int rows = Integer.parseInt(answer.split(" ")[0]);
            return rows > 0 ? rows : DEFAULT_ROWS;
        } catch (IOException | NumberFormatException e) {
            return DEFAULT_ROWS;
        }
    }
}
