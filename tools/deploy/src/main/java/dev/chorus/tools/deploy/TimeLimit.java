package dev.chorus.tools.deploy;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The time limit of one operation of a gateway, and the interval in which its outcome is polled.
 *
 * @param limit 0 for a single poll
 * @param pause between two polls
 */
public record TimeLimit(Duration limit, Duration pause) {

    /** Polls for an outcome. */
    @FunctionalInterface
    interface Check {

        /**
         * Polls once.
         *
         * @return what is still missing, as part of a message; empty once nothing is
         */
        Optional<String> missing() throws IOException, InterruptedException;

        /** The same check, except that a temporary {@link GatewayException} counts as an outcome that is still missing. */
        default Check toleratingFaults() {
            return () -> {
                try {
                    return missing();
                } catch (GatewayException e) {
                    if (e.isTemporary()) {
                        return Optional.of(e.getMessage());
                    }
                    throw e;
                }
            };
        }
    }

    /** Reads something from a gateway. */
    @FunctionalInterface
    interface Query<T> {
        T read() throws IOException, InterruptedException;
    }

    /**
     * Retries a query that fails temporarily.
     *
     * @param waiting receives the elapsed time between two attempts
     * @throws GatewayException the last temporary one after the limit, or the first one that is not temporary
     */
    <T> T retry(Query<T> query, Consumer<Duration> waiting) throws IOException, InterruptedException {
        AtomicReference<T> answer = new AtomicReference<>();
        AtomicReference<GatewayException> last = new AtomicReference<>();
        Check attempt = () -> {
            try {
                answer.set(query.read());
                return Optional.empty();
            } catch (GatewayException e) {
                if (!e.isTemporary()) {
                    throw e;
                }
                last.set(e);
                return Optional.of(e.getMessage());
            }
        };
        if (await(attempt, waiting).isPresent()) {
            throw last.get();
        }
        return answer.get();
    }

    /**
     * Polls until nothing is missing or the limit is reached; at least once.
     *
     * @param waiting receives the elapsed time between two polls
     * @return what was missing at last; empty if nothing
     */
    Optional<String> await(Check check, Consumer<Duration> waiting) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            Optional<String> missing = check.missing();
            Duration since = Duration.ofNanos(System.nanoTime() - begun);
            if (missing.isEmpty() || since.compareTo(limit) >= 0) {
                return missing;
            }
            waiting.accept(since);
            Thread.sleep(pause.toMillis());
        }
    }
}
