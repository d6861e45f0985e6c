package dev.chorus.tools.gateway;

import java.io.IOException;
import java.time.Duration;

/**
 * Waits for the start of a gateway as long as it makes progress. The total time is not limited: on a busy machine every
 * step takes longer, but none stalls.
 */
final class StartProgress {

    /** Source of answers. */
    @FunctionalInterface
    interface Answers {

        /**
         * Waits for an answer.
         *
         * @return null on a timeout
         * @throws IOException if the gateway cannot start, with the reason
         */
        String poll(Duration patience) throws IOException, InterruptedException;
    }

    private StartProgress() {}

    /**
     * Waits until the gateway is ready.
     *
     * @param patience time limit for each step
     * @return time from the JVM's start to readiness
     * @throws IOException if the gateway cannot start, or a step times out
     */
    static Duration await(Answers answers, Duration patience) throws IOException, InterruptedException {
        String last = "JVM";
        while (true) {
            String answer = answers.poll(patience);
            if (answer == null) {
                throw new IOException("no progress for " + patience.toSeconds() + " s, the last step was: " + last);
            }
            String[] parts = answer.split(" ", 2);
            if (parts[0].equals(GatewayMain.READY)) {
                return Duration.ofMillis(Long.parseLong(parts[1]));
            }
            last = parts[1];
        }
    }
}
