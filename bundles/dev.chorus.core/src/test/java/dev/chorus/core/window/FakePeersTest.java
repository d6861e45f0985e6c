package dev.chorus.core.window;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.RequestId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statuses of aggregators that do not exist: any client that may publish a status can name any number of them. */
class FakePeersTest {

    private static final Set<String> ALL = Set.of("a", "b", "c");
    private static final int REQUESTS = 300;
    private static final int FAKES = 16;

    private final long seed = System.nanoTime();
    private final Choir choir = new Choir(seed);

    @BeforeEach
    void printSeed() {
        System.out.println("seed " + seed);
    }

    @Test
    void request_oneAggregatorAndFakes_isAnsweredByItsDeadlineAndSoonAtOnce() {
        choir.at(0, () -> choir.join("x"));
        choir.at(WindowsFixture.ms(500), this::pretendMany);
        askFrom(WindowsFixture.ms(1000));

        choir.play();

        assertAnsweredOnce();
        assertAnsweredAtOnceFrom(2500);
    }

    @Test
    void request_severalAggregatorsThatHaveNotAnsweredYetAndFakes_isAnsweredByItsDeadlineAndSoonOnceAndAtOnce() {
        choir.at(0, () -> List.of("x", "y", "z").forEach(choir::join));
        choir.at(WindowsFixture.ms(500), this::pretendMany);
        askFrom(WindowsFixture.ms(1000));

        choir.play();

        // No aggregator knows which of the others exist before the first answer, which comes after 0.9 s.
        assertAnsweredFrom(0, REQUESTS);
        assertAnsweredFrom(2500, 1);
        assertAnsweredAtOnceFrom(2500);
    }

    @Test
    void request_severalAggregatorsThatHaveAnsweredAndFakesLater_isAnsweredOnce() {
        choir.at(0, () -> List.of("x", "y", "z").forEach(choir::join));
        askFrom(WindowsFixture.ms(1000));
        choir.at(WindowsFixture.ms(1300), this::pretendMany);

        choir.play();

        assertAnsweredOnce();
        assertAnsweredAtOnceFrom(2400);
    }

    /** Each new name would cost the requests that are its share if this aggregator waited for it. */
    @Test
    void request_everNewFakes_isAnsweredOnceAndSoonAtOnce() {
        choir.at(0, () -> choir.join("x"));
        for (int number = 0; number < REQUESTS / 2; number++) {
            String name = "fake" + number;
            choir.at(WindowsFixture.ms(900 + 20L * number), () -> choir.pretend(name));
        }
        askFrom(WindowsFixture.ms(1000));

        choir.play();

        assertAnsweredOnce();
        // Each name published before the first deadline has passed costs one deadline.
        assertAnsweredAtOnceFrom(3000);
    }

    @Test
    void request_openWhenAnAggregatorAmongFakesStops_isAnswered() {
        choir.at(0, () -> choir.join("x"));
        choir.at(WindowsFixture.ms(500), this::pretendMany);
        choir.at(WindowsFixture.ms(1000), () -> choir.ask(id(0), Set.of("a")));
        choir.at(WindowsFixture.ms(1100), () -> choir.leave("x"));

        choir.play();

        assertAnsweredOnce();
    }

    @Test
    void request_aggregatorThatJustConnectedAndFakes_isAnswered() {
        choir.at(0, () -> choir.join("x"));
        choir.at(0, this::pretendMany);
        choir.at(WindowsFixture.ms(50), () -> choir.ask(id(0), ALL));

        choir.play();

        assertAnsweredOnce();
    }

    private void pretendMany() {
        for (int number = 0; number < FAKES; number++) {
            choir.pretend("fake" + number);
        }
    }

    private void askFrom(long nanos) {
        for (int number = 0; number < REQUESTS; number++) {
            RequestId id = id(number);
            choir.at(nanos + WindowsFixture.ms(10) * number, () -> choir.ask(id, ALL));
        }
    }

    private static RequestId id(int number) {
        return RequestId.ofBytes(ByteBuffer.allocate(4).putInt(number).array(), false);
    }

    private void assertAnsweredOnce() {
        assertAnsweredFrom(0, 1);
    }

    private void assertAnsweredFrom(long millis, int atMost) {
        choir.asked.forEach((id, asked) -> {
            if (asked >= WindowsFixture.ms(millis)) {
                List<Long> times = choir.answers.getOrDefault(id, List.of());
                assertTrue(!times.isEmpty() && times.size() <= atMost, id + " has answers " + times + ", seed " + seed);
                assertTrue(times.get(0) <= choir.deadlineOf(id), id + " came too late, seed " + seed);
            }
        });
    }

    private void assertAnsweredAtOnceFrom(long millis) {
        choir.asked.forEach((id, asked) -> assertTrue(
                asked < WindowsFixture.ms(millis) || choir.answers.get(id).get(0) - asked <= 5 * Choir.MAX_DELAY,
                id + " was late, seed " + seed));
    }
}
