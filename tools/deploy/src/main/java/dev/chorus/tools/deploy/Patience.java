package dev.chorus.tools.deploy;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * How long the gateway gets for one thing, and how often it is looked at.
 *
 * @param limit 0 for a single look
 * @param pause between two looks
 */
public record Patience(Duration limit, Duration pause) {

    /** Looks at something. */
    @FunctionalInterface
    interface Look {

        /**
         * Looks once.
         *
         * @return what is still missing, for people; empty once nothing is
         */
        Optional<String> missing() throws IOException, InterruptedException;

        /** The same, but a {@link GatewayException} that may pass counts as not yet. */
        default Look bearingFaults() {
            return () -> {
                try {
                    return missing();
                } catch (GatewayException e) {
                    if (e.isPassing()) {
                        return Optional.of(e.getMessage());
                    }
                    throw e;
                }
            };
        }
    }

    /** Asks something of a gateway. */
    @FunctionalInterface
    interface Question<T> {
        T ask() throws IOException, InterruptedException;
    }

    /**
     * Asks until there is an answer or time is up.
     *
     * @param waiting gets between two calls how long it has taken
     * @throws GatewayException the last one that may pass, or the first one that does not
     */
    <T> T answer(Question<T> question, Consumer<Duration> waiting) throws IOException, InterruptedException {
        AtomicReference<T> answer = new AtomicReference<>();
        AtomicReference<GatewayException> last = new AtomicReference<>();
        Look asked = () -> {
            try {
                answer.set(question.ask());
                return Optional.empty();
            } catch (GatewayException e) {
                if (!e.isPassing()) {
                    throw e;
                }
                last.set(e);
                return Optional.of(e.getMessage());
            }
        };
        if (await(asked, waiting).isPresent()) {
            throw last.get();
        }
        return answer.get();
    }

    /**
     * Looks until nothing is missing or time is up; at least once.
     *
     * @param waiting hears between two looks how long it has taken
     * @return what was missing at last; empty if nothing
     */
    Optional<String> await(Look look, Consumer<Duration> waiting) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            Optional<String> missing = look.missing();
            Duration since = Duration.ofNanos(System.nanoTime() - begun);
            if (missing.isEmpty() || since.compareTo(limit) >= 0) {
                return missing;
            }
            waiting.accept(since);
            Thread.sleep(pause.toMillis());
        }
    }
}
