package dev.chorus.aggregator;

import static dev.chorus.aggregator.SimulatedVariant.seeing;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.tools.broker.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Outages and restarts of the broker. */
class OutageTest extends ServiceTest {

    @Test
    void broker_stoppedAndStarted_answersGoOn() throws InterruptedException {
        EmbeddedBroker broker = closing(EmbeddedBroker.start());
        Listener listener = closing(new Listener(broker.url(), topics));
        component(properties(broker.url()), listener);
        variant(broker.url(), "p32", 0.5, seeing(0, 0.9f));
        variant(broker.url(), "p64", 1, seeing(1, 0.6f));
        awaitMembers(listener, 2);
        listener.ask(PICTURE);
        assertEquals(Outcome.ANSWERED, listener.nextResult().outcome());

        broker.stop();
        listener.seenStatuses();
        broker.restart();

        awaitMembers(listener, 2);
        assertEquals(List.of("p32", "p64"), askUntilAllAreBack(listener).contributors());
    }

    /** The aggregator may reconnect before the variants; every picture is answered meanwhile. */
    private static FusedResult askUntilAllAreBack(Listener listener) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        for (int number = 0; ; number++) {
            RequestId id = listener.ask(("picture " + number).getBytes(StandardCharsets.UTF_8));
            FusedResult result = listener.nextResult();
            assertEquals(id, result.id());
            if (result.contributors().size() == 2 || System.nanoTime() - end > 0) {
                return result;
            }
        }
    }

    @Test
    void broker_droppingProperties_pictureAloneIsEnough() throws InterruptedException {
        EmbeddedBroker broker =
                closing(EmbeddedBroker.builder().dropMessageProperties().start());
        Listener listener = closing(new Listener(broker.url(), topics));
        component(properties(broker.url()), listener);
        variant(broker.url(), "p32", 0.5, seeing(0, 0.9f));
        awaitMembers(listener, 1);

        RequestId id = listener.ask(PICTURE);

        FusedResult result = listener.nextResult();
        assertEquals(id, result.id());
        assertEquals(Outcome.ANSWERED, result.outcome());
    }
}
