package dev.chorus.aggregator;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.chorus.aggregator.internal.TestSupervisor;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.tools.broker.EmbeddedBroker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deactivation of a component while a configuration takes longer than deactivation waits. */
@Timeout(600)
class SlowConfigurationTest extends ServiceTest {

    private static final Duration SHORT = Duration.ofMillis(100);

    private final CountDownLatch reading = new CountDownLatch(2);
    private final CountDownLatch release = new CountDownLatch(1);

    /** Passes the first configuration at once, and the second when the test releases it, interrupted or not. */
    private void read() {
        reading.countDown();
        while (reading.getCount() == 0 && release.getCount() > 0) {
            try {
                release.await();
            } catch (InterruptedException e) {
                // As services do that ignore interrupts.
            }
        }
    }

    @Test
    void deactivate_secondConfigurationUnderWay_endsTheInstanceOfTheFirst() throws InterruptedException {
        EmbeddedBroker broker = closing(EmbeddedBroker.start());
        Listener listener = closing(new Listener(broker.url(), topics));
        TestSupervisor supervisor = TestSupervisor.readingAfter(this::read);
        Map<String, Object> properties = properties(broker.url());
        supervisor.configure(properties);
        listener.awaitState(State.DEGRADED);
        supervisor.configure(properties);
        reading.await();

        boolean ended = supervisor.close(SHORT);
        release.countDown();

        assertFalse(ended);
        listener.awaitState(State.STOPPED);
    }
}
