package dev.chorus.tools.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The lines that a gateway's parent sends. The gateway's thread takes them; {@link #end} is for any thread.
 *
 * <p>Lines are read on a thread of their own, a daemon: a read cannot be interrupted, and must not delay the end.
 */
final class CommandLines {

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private volatile boolean ending;

    /** @param input when it ends, so does the gateway */
    CommandLines(InputStream input) {
        BufferedReader reader = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        Thread thread = new Thread(() -> read(reader), "gateway-commands");
        thread.setDaemon(true);
        thread.start();
    }

    private void read(BufferedReader reader) {
        try {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.equals(GatewayCommands.STOP)) {
                    break;
                }
                lines.add(line);
            }
        } catch (IOException e) {
            System.err.println("The gateway ends, its input is broken: " + e.getMessage());
        } finally {
            end();
        }
    }

    /** Asks the gateway to end; lines that wait are dropped. */
    void end() {
        ending = true;
        // Wakes the thread that waits for a line.
        lines.add(GatewayCommands.STOP);
    }

    /** Whether the gateway is to end. */
    boolean isEnding() {
        return ending;
    }

    /**
     * Waits for a line.
     *
     * @return {@link GatewayCommands#STOP} when the gateway is to end
     */
    String next() throws InterruptedException {
        String line = lines.take();
        return ending ? GatewayCommands.STOP : line;
    }
}
