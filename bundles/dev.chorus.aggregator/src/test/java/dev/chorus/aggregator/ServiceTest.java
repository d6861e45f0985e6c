package dev.chorus.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.protocol.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;

/** Base of component tests: separate topics, and closing of opened resources. */
abstract class ServiceTest {

    static final byte[] PICTURE = "a picture".getBytes(StandardCharsets.UTF_8);
    static final byte[] ANOTHER_PICTURE = "another picture".getBytes(StandardCharsets.UTF_8);

    private static final AtomicInteger ROOTS = new AtomicInteger();

    final Topics topics = new Topics("test" + ROOTS.incrementAndGet(), "parts");
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @AfterEach
    final void closeAll() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    final <T extends AutoCloseable> T closing(T closeable) {
        open.push(closeable);
        return closeable;
    }

    final Map<String, Object> properties(String brokerUrl) {
        return new HashMap<>(Map.of(
                "broker.url",
                brokerUrl,
                "client.id",
                "agg-" + topics.root(),
                "topic.root",
                topics.root(),
                "family",
                topics.family(),
                "deadline.ms",
                (int) SimulatedVariant.DEADLINE.toMillis(),
                "early.stop",
                false));
    }

    /**
     * Starts the component and waits until it has subscribed. Variants must start later: a broker can lose a retained
     * message that is published while a client subscribes, and simulated variants publish only once what real ones
     * repeat every ten seconds.
     */
    final RunningComponent component(Map<String, Object> properties, Listener listener) throws InterruptedException {
        RunningComponent component = closing(new RunningComponent(properties));
        Status birth = listener.awaitState(State.DEGRADED);
        assertEquals("no variant is available", birth.problem());
        return component;
    }

    final SimulatedVariant variant(
            String brokerUrl, String id, double weight, Function<RequestId, TopKResult> behaviour) {
        return closing(SimulatedVariant.start(brokerUrl, topics, id, weight, behaviour));
    }

    static Status awaitMembers(Listener listener, int number) throws InterruptedException {
        return listener.awaitStatus(
                "aware of " + number + " variants",
                status -> status.members().stream()
                                .filter(member -> member.state() == State.ONLINE)
                                .count()
                        == number);
    }
}
