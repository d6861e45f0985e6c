package dev.chorus.tools.demo;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** How many rows the terminal has: asked of {@code stty} again and again, since people resize windows. For one thread. */
final class TerminalSize {

    private static final int USUAL_ROWS = 24;
    private static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private int rows = USUAL_ROWS;
    private long askedNanos = System.nanoTime() - ASK_AGAIN_NANOS;

    /** Rows, 24 where nobody knows. */
    int rows() {
        if (System.nanoTime() - askedNanos >= ASK_AGAIN_NANOS) {
            askedNanos = System.nanoTime();
            rows = ask();
        }
        return rows;
    }

    private static int ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            int rows = Integer.parseInt(answer.split(" ")[0]);
            return rows > 0 ? rows : USUAL_ROWS;
        } catch (IOException | NumberFormatException e) {
            return USUAL_ROWS;
        }
    }
}
