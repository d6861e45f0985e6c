package dev.chorus.aggregator;

import static dev.chorus.aggregator.SimulatedVariant.seeing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.chorus.aggregator.internal.TestSupervisor;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.tools.broker.EmbeddedBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Behavior of an aggregator after an internal error. */
@Timeout(600)
class InternalErrorTest extends ServiceTest {

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
    void startListener() {
        listener = closing(new Listener(broker.url(), topics));
    }

    /** Causes the error in the task of the first result. */
    private void fail(Error error) throws InterruptedException {
        TestSupervisor supervisor = closing(TestSupervisor.fusingBy(new FailingStrategy(error)));
        supervisor.configure(properties(broker.url()));
        listener.awaitState(State.DEGRADED);
        variant(broker.url(), "p32", 1, seeing(0, 0.9f));
        awaitMembers(listener, 1);
        listener.ask(PICTURE);
    }

    private FusedResult resultOf(RequestId id) throws InterruptedException {
        FusedResult result = listener.nextResult();
        while (!result.id().equals(id)) {
            result = listener.nextResult();
        }
        return result;
    }

    @Test
    void error_inATask_isShownInTheStatus() throws InterruptedException {
        fail(new AssertionError("no row"));

        Status status = listener.awaitStatus("failed", one -> one.counters().containsKey("internalErrors"));

        assertEquals(State.DEGRADED, status.state());
        assertEquals("internal error: java.lang.AssertionError: no row; see the log", status.problem());
        assertEquals(1, status.counters().get("internalErrors"));
        assertFalse(status.counters().containsKey("restarts"));
    }

    @Test
    void error_inATask_nextRequestIsAnswered() throws InterruptedException {
        fail(new AssertionError("no row"));
        listener.awaitStatus("failed", one -> one.counters().containsKey("internalErrors"));

        RequestId id = listener.ask(ANOTHER_PICTURE);

        assertEquals(Outcome.ANSWERED, resultOf(id).outcome());
    }

    @Test
    void outOfMemory_inATask_restartsTheAggregatorVisibly() throws InterruptedException {
        fail(new OutOfMemoryError("of the test"));

        listener.awaitState(State.STOPPED);
        Status status = listener.awaitStatus(
                "restarted",
                one -> one.state() == State.DEGRADED && !one.members().isEmpty());

        assertEquals(1, status.counters().get("restarts"));
        assertEquals(
                "internal error, restarting: java.lang.OutOfMemoryError: of the test; see the log", status.problem());
        RequestId id = listener.ask(ANOTHER_PICTURE);
        assertEquals(Outcome.ANSWERED, resultOf(id).outcome());
    }
}
