package dev.chorus.tools.gateway;

import java.io.IOException;
import java.time.Duration;

/**
 * Waits for the start of a gateway as long as it makes progress. The time as a whole is not limited: on a busy machine every
 * step takes longer, and none stands still.
 */
final class StartProgress {

    /** Where answers come from. */
    @FunctionalInterface
    interface Answers {

        /**
         * Waits for an answer.
         *
         * @return null if none comes in time
         * @throws IOException if the gateway cannot start; says why
         */
        String poll(Duration patience) throws IOException, InterruptedException;
    }

    private StartProgress() {}

    /**
     * Waits until the gateway is ready.
     *
     * @param patience for each step
     * @return from the JVM's start to that moment
     * @throws IOException if the gateway cannot start, or a step takes longer
     */
    static Duration await(Answers answers, Duration patience) throws IOException, InterruptedException {
        String last = "JVM";
        while (true) {
            String answer = answers.poll(patience);
            if (answer == null) {
                throw new IOException("no progress for " + patience.toSeconds() + " s, the last step was: " + last);
            }
            String[] words = answer.split(" ", 2);
            if (words[0].equals(GatewayMain.READY)) {
                return Duration.ofMillis(Long.parseLong(words[1]));
            }
            last = words[1];
        }
    }
}
