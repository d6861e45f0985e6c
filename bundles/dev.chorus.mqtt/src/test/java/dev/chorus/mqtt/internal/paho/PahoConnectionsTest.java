package dev.chorus.mqtt.internal.paho;

import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.internal.BrokerLimits;
import dev.chorus.mqtt.internal.ConnectionEvents;
import dev.chorus.mqtt.internal.EndReason;
import dev.chorus.mqtt.internal.OutboundMessage;
import dev.chorus.mqtt.testing.Await;
import dev.chorus.mqtt.testing.LinkThreads;
import dev.chorus.mqtt.testing.ScriptedBroker;
import dev.chorus.mqtt.testing.WatchedLink;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PahoConnectionsTest {

    /** Only the latest connection was cut: an earlier one, whose peer kept it open, left its threads behind. */
    @Test
    void close_whileSeveralConnectionsAreOpen_cutsThemAll() {
        LinkThreads threads = LinkThreads.before();
        SerialExecutor clock = new SerialExecutor("connections-test", failure -> {});
        try (ScriptedBroker broker = new ScriptedBroker(peer -> {
            peer.acceptConnect();
            peer.answerAll();
        })) {
            // given
            PahoConnections connections =
                    new PahoConnections(WatchedLink.settings(broker.port()).build(), clock);
            connections.create(new NoEvents()).open(true);
            connections.create(new NoEvents()).open(true);
            Await.until("both", () -> broker.connections() == 2);

            // when
            connections.close(System.nanoTime() + Duration.ofMillis(50).toNanos());

            // then
            threads.awaitEnd();
        } finally {
            clock.close(Await.PATIENCE);
        }
    }

    private static final class NoEvents implements ConnectionEvents {

        @Override
        public void opened(BrokerLimits limits, boolean keepsSession, boolean keptSession) {}

        @Override
        public void reconnectNow(boolean fresh) {}

        @Override
        public void subscribed(Map<String, Optional<String>> answers) {}

        @Override
        public void refused(String problem) {}

        @Override
        public void published(OutboundMessage outbound, Optional<String> refusal) {}

        @Override
        public void unheard(OutboundMessage outbound) {}

        @Override
        public boolean delivered(Delivery delivery) {
            return true;
        }

        @Override
        public void ended(String problem, EndReason reason) {}
    }
}
