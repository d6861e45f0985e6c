package dev.chorus.tools.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Receives the command lines of a gateway's parent. The gateway's thread takes them; {@link #end} is thread-safe.
 *
 * <p>A daemon thread reads the lines: a read cannot be interrupted, and must not delay the end.
 */
final class CommandLines {

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private volatile boolean ending;

    /** @param input the gateway ends at the end of this stream */
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
            System.err.println("Stopping the gateway, cannot read its input: " + e.getMessage());
        } finally {
            end();
        }
    }

    /** Requests the end of the gateway; queued lines are dropped. */
    void end() {
        ending = true;
        // Wakes the thread that waits for a line.
        lines.add(GatewayCommands.STOP);
    }

    /** Returns whether the end was requested. */
    boolean isEnding() {
        return ending;
    }

    /**
     * Waits for a line.
     *
     * @return {@link GatewayCommands#STOP} if the end was requested
     */
    String next() throws InterruptedException {
        String line = lines.take();
        return ending ? GatewayCommands.STOP : line;
    }
}
