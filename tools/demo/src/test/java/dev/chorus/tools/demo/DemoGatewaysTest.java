package dev.chorus.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class DemoGatewaysTest {

    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final Set<String> killed = ConcurrentHashMap.newKeySet();
    private final DemoGateways gateways = new DemoGateways(SimulatedGateway::new);

    @Test
    void start_oneFails_throwsWithTheReasonAndCloseEndsTheOthers() {
        // given
        GatewayPlan broken = new GatewayPlan("broken", "demo-broken", Examples.LARGE.variant());
        // when
        IOException failure =
                assertThrows(IOException.class, () -> gateways.start(List.of(Examples.SMALL, broken, Examples.LARGE)));
        // then
        assertEquals("broken did not start", failure.getMessage());
        gateways.close();
        assertEquals(Set.of(), running);
    }

    @Test
    void kill_oneOfTwo_leavesTheOther() throws Exception {
        // given
        gateways.start(List.of(Examples.SMALL, Examples.LARGE));
        // when
        gateways.kill(Examples.LARGE);
        // then
        assertEquals(Set.of("gateway-1"), running);
        assertEquals(Set.of("gateway-2"), killed);
    }

    @Test
    void start_afterKilling_runsItAgain() throws Exception {
        // given
        gateways.start(List.of(Examples.SMALL, Examples.LARGE));
        gateways.kill(Examples.LARGE);
        // when
        gateways.start(List.of(Examples.LARGE));
        // then
        assertEquals(Set.of("gateway-1", "gateway-2"), running);
        gateways.close();
        assertEquals(Set.of(), running);
    }

    @Test
    void start_afterClose_isRefused() {
        // given
        gateways.close();
        // when, then
        assertThrows(IOException.class, () -> gateways.start(List.of(Examples.SMALL)));
        assertEquals(Set.of(), running);
    }

    private final class SimulatedGateway implements RunningGateway {

        private final String name;

        SimulatedGateway(GatewayPlan plan) {
            name = plan.name();
            running.add(name);
        }

        @Override
        public void awaitReady() throws IOException {
            if (name.equals("broken")) {
                throw new IOException("broken did not start");
            }
        }

        @Override
        public void kill() {
            killed.add(name);
            running.remove(name);
        }

        @Override
        public void close() {
            running.remove(name);
        }
    }
}
