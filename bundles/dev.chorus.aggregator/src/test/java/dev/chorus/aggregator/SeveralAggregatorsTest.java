package dev.chorus.aggregator;

import static dev.chorus.aggregator.SimulatedVariant.seeing;
import static dev.chorus.aggregator.SimulatedVariant.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.tools.broker.EmbeddedBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several components of one family on a real broker. */
class SeveralAggregatorsTest extends ServiceTest {

    private static final int REQUESTS = 60;

    private static EmbeddedBroker broker;

    private Listener listener;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void listen() {
        listener = closing(new Listener(broker.url(), topics));
    }

    private RunningComponent aggregator(String name) {
        Map<String, Object> properties = properties(broker.url());
        properties.put("client.id", name + topics.root());
        return closing(new RunningComponent(properties));
    }

    /** Waits until the latest status of each of these matches. */
    private void awaitEach(String wanted, Predicate<Status> isWanted, String... names) throws InterruptedException {
        Set<String> missing = new HashSet<>();
        Stream.of(names).forEach(name -> missing.add(name + topics.root()));
        listener.awaitStatus(String.join(" and ", names) + " " + wanted, status -> {
            if (isWanted.test(status)) {
                missing.remove(status.id());
            }
            return missing.isEmpty();
        });
    }

    /**
     * Waits until these know each other, and a variant that starts only then: a message that a simulated variant
     * publishes while a client subscribes can be lost.
     */
    private void awaitSharing(int peers, Function<RequestId, TopKResult> behaviour, String... names)
            throws InterruptedException {
        awaitEach(
                "sharing with " + peers,
                status -> status.counters().getOrDefault("sharing", 0L) == 1
                        && status.counters().getOrDefault("peers", 0L) == peers,
                names);
        variant(broker.url(), "p32", 0.5, behaviour);
        awaitEach("aware of a variant", status -> status.state() == State.ONLINE, names);
    }

    private Set<RequestId> ask(int from) {
        Set<RequestId> asked = new HashSet<>();
        for (int number = from; number < from + REQUESTS; number++) {
            asked.add(listener.ask(("picture " + number).getBytes()));
        }
        return asked;
    }

    private List<FusedResult> results() throws InterruptedException {
        List<FusedResult> results = new ArrayList<>();
        for (int number = 0; number < REQUESTS; number++) {
            results.add(listener.nextResult());
        }
        return results;
    }

    @Test
    void requests_toTwoThatLive_areSharedAndAnsweredOnce() throws InterruptedException {
        aggregator("one");
        aggregator("two");
        awaitSharing(1, seeing(0, 0.9f), "one", "two");
        // The broker can lose the first message on a topic while others subscribe to it: here that is the variant's.
        listener.ask(PICTURE);
        listener.nextResult();

        Set<RequestId> asked = ask(0);
        List<FusedResult> results = results();

        Set<RequestId> answered = new HashSet<>();
        Set<String> answering = new HashSet<>();
        results.forEach(result -> {
            answered.add(result.id());
            answering.add(result.aggregator());
            assertEquals(CloseReason.ALL, result.closedBy(), () -> result + " of " + results);
        });
        assertEquals(asked, answered);
        assertEquals(2, answering.size());
    }

    @Test
    void requests_openWhenOneStops_areAnsweredByTheOther() throws InterruptedException {
        RunningComponent leaving = aggregator("one");
        aggregator("two");
        awaitSharing(1, silent(), "one", "two");
        // An aggregator hands its windows over only to one that has answered before.
        ask(0);
        results();

        Set<RequestId> asked = ask(100);
        listener.awaitStatus(
                "having all requests",
                () -> leaving.modify("quorum", 1),
                status -> status.id().equals("one" + topics.root())
                        && status.counters().getOrDefault("requests", 0L) == 2 * REQUESTS);
        leaving.close();
        List<FusedResult> results = results();

        Set<RequestId> answered = new HashSet<>();
        results.forEach(result -> {
            answered.add(result.id());
            assertEquals("two" + topics.root(), result.aggregator());
        });
        assertEquals(asked, answered);
    }

    @Test
    void requests_toOneThatIsThereAndSilent_areAnsweredByTheOtherByTheirDeadline() throws InterruptedException {
        aggregator("one");
        PlainClient frozen = closing(new PlainClient(broker.url()));
        Status status = listener.awaitState(State.DEGRADED);
        frozen.publish(
                topics.status(Status.Kind.AGGREGATOR, "frozen"),
                StatusJson.encode(new Status(
                        Status.Kind.AGGREGATOR,
                        "frozen",
                        State.ONLINE,
                        null,
                        topics.family(),
                        null,
                        status.software(),
                        Map.of(),
                        null,
                        List.of())),
                true);
        awaitSharing(1, seeing(0, 0.9f), "one");

        Set<RequestId> asked = ask(200);
        List<FusedResult> results = results();

        Set<RequestId> answered = new HashSet<>();
        results.forEach(result -> {
            answered.add(result.id());
            Duration took = result.latency();
            assertTrue(took.compareTo(SimulatedVariant.DEADLINE) < 0, "answered after " + took);
        });
        assertEquals(asked, answered);
        assertTrue(
                results.stream()
                        .anyMatch(result -> result.latency().compareTo(SimulatedVariant.DEADLINE.dividedBy(2)) > 0),
                "none was left to the silent one");
    }
}
