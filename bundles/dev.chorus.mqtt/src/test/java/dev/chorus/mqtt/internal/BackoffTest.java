package dev.chorus.mqtt.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration MIN = Duration.ofMillis(100);
    private static final Duration MAX = Duration.ofMillis(1000);

    @Test
    void next_againAndAgain_growsByAQuarterUpToTheLongest() {
        Backoff backoff = new Backoff(MIN, MAX, always(0.999_999_999));

        long[] millis = IntStream.range(0, 13)
                .mapToLong(attempt -> Math.round(backoff.next().toNanos() / 1e6))
                .toArray();

        assertEquals(
                "[100, 125, 156, 195, 244, 305, 381, 477, 596, 745, 931, 1000, 1000]",
                java.util.Arrays.toString(millis));
    }

    @Test
    void next_atWorst_isHalfAsLong() {
        assertEquals(Duration.ofMillis(50), new Backoff(MIN, MAX, always(0)).next());
    }

    @Test
    void next_afterReset_isShortAgain() {
        Backoff backoff = new Backoff(MIN, MAX, always(0));
        backoff.next();
        backoff.next();

        backoff.reset();

        assertEquals(Duration.ofMillis(50), backoff.next());
    }

    @Test
    void next_ofManyLinks_isSpreadOverTheWholeRange() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);

        long[] millis = IntStream.range(0, 1000)
                .mapToLong(link -> new Backoff(MAX, MAX, random.split()).next().toMillis())
                .sorted()
                .toArray();

        assertTrue(millis[0] < 550 && millis[999] > 950, "seed " + seed);
        long longestGap = IntStream.range(1, 1000)
                .mapToLong(link -> millis[link] - millis[link - 1])
                .max()
                .orElseThrow();
        assertTrue(longestGap < 50, "links come in step, seed " + seed);
    }

    private static RandomGenerator always(double value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }
}
