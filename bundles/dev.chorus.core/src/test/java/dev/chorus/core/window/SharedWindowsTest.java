package dev.chorus.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.RequestId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One family, several aggregators: whatever the broker delays and whichever aggregators end, each request is answered
 * once.
 */
class SharedWindowsTest {

    private static final Set<String> ALL = Set.of("a", "b", "c");
    private static final Set<String> NOT_ALL = Set.of("a", "b");
    private static final int REQUESTS = 400;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Choir choir = new Choir(seed);

    @BeforeEach
    void threeAggregatorsLive() {
        System.out.println("seed " + seed);
        choir.at(0, () -> List.of("x", "y", "z").forEach(choir::join));
    }

    @Test
    void request_allAggregatorsLive_isAnsweredOnceAndAtOnce() {
        askFrom(WindowsFixture.ms(1000), ALL);

        choir.play();

        assertAnsweredOnce();
        choir.answers.forEach((id, times) ->
                assertTrue(times.get(0) - choir.asked.get(id) <= 5 * Choir.MAX_DELAY, id + " was late, seed " + seed));
    }

    @Test
    void request_aVariantIsSilent_isAnsweredOnceByItsDeadline() {
        askFrom(WindowsFixture.ms(1000), NOT_ALL);

        choir.play();

        assertAnsweredOnce();
    }

    @Test
    void request_anAggregatorDiesAndItIsKnown_isAnsweredOnceByItsDeadline() {
        askFrom(WindowsFixture.ms(1000), ALL);
        choir.at(WindowsFixture.ms(2000), () -> choir.kill("y"));

        choir.play();

        assertAnsweredOnce();
    }

    @Test
    void request_anAggregatorIsSilentUnnoticed_isAnsweredOnceByItsDeadline() {
        askFrom(WindowsFixture.ms(1000), ALL);
        choir.at(WindowsFixture.ms(2000), () -> choir.silence("y"));

        choir.play();

        assertAnsweredOnce();
    }

    @Test
    void request_allButOneAreSilentUnnoticed_isAnsweredOnceByItsDeadline() {
        askFrom(WindowsFixture.ms(1000), ALL);
        choir.at(WindowsFixture.ms(2000), () -> choir.silence("y"));
        choir.at(WindowsFixture.ms(2500), () -> choir.silence("x"));

        choir.play();

        assertAnsweredOnce();
    }

    @Test
    void request_anAggregatorDeparts_isAnsweredOnceByItsDeadline() {
        askFrom(WindowsFixture.ms(1000), ALL);
        choir.at(WindowsFixture.ms(2000), () -> choir.leave("y"));

        choir.play();

        assertAnsweredOnce();
    }

    @Test
    void request_anAggregatorJoins_isAnsweredOnceByItsDeadline() {
        askFrom(WindowsFixture.ms(1000), ALL);
        choir.at(WindowsFixture.ms(2000), () -> choir.join("w"));

        choir.play();

        assertAnsweredOnce();
    }

    @Test
    void request_anAggregatorIsUpdated_isAnsweredOnceByItsDeadline() {
        askFrom(WindowsFixture.ms(1000), ALL);
        choir.at(WindowsFixture.ms(2000), () -> choir.suspend("y"));
        choir.at(WindowsFixture.ms(2300), () -> choir.resume("y"));

        choir.play();

        assertAnsweredOnce();
    }

    @Test
    void request_allAggregatorsAreUpdatedAtOnce_isAnsweredByItsDeadline() {
        askFrom(WindowsFixture.ms(1000), ALL);
        choir.at(WindowsFixture.ms(2000), () -> List.of("x", "y", "z").forEach(choir::suspend));
        choir.at(WindowsFixture.ms(2300), () -> List.of("x", "y", "z").forEach(choir::resume));

        choir.play();

        assertAnswered();
    }

    @Test
    void request_allAggregatorsAreUpdatedOneShortlyAfterTheOther_isAnsweredByItsDeadline() {
        askFrom(WindowsFixture.ms(1000), ALL);
        List<String> names = List.of("x", "y", "z");
        for (int number = 0; number < names.size(); number++) {
            String name = names.get(number);
            choir.at(WindowsFixture.ms(2000 + random.nextInt(150)), () -> choir.suspend(name));
            choir.at(WindowsFixture.ms(2300 + random.nextInt(150)), () -> choir.resume(name));
        }

        choir.play();

        assertAnswered();
    }

    private void askFrom(long nanos, Set<String> variants) {
        for (int number = 0; number < REQUESTS; number++) {
            RequestId id =
                    RequestId.ofBytes(ByteBuffer.allocate(4).putInt(number).array(), random.nextBoolean());
            choir.at(nanos + WindowsFixture.ms(5) * number, () -> choir.ask(id, variants));
        }
    }

    /** An answer that is published while an aggregator ends may be missed by its next run, which then answers too. */
    private void assertAnswered() {
        choir.asked.keySet().forEach(id -> {
            List<Long> times = choir.answers.getOrDefault(id, List.of());
            assertFalse(times.isEmpty(), id + " has no answer, seed " + seed);
            assertTrue(times.get(0) <= choir.deadlineOf(id), id + " came too late, seed " + seed);
        });
    }

    private void assertAnsweredOnce() {
        assertEquals(REQUESTS, choir.asked.size());
        choir.asked.keySet().forEach(id -> {
            List<Long> times = choir.answers.getOrDefault(id, List.of());
            assertEquals(1, times.size(), id + " has answers " + times + ", seed " + seed);
            assertTrue(times.get(0) <= choir.deadlineOf(id), id + " came too late, seed " + seed);
        });
    }
}
