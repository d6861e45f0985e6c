package dev.chorus.tools.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All gateways of a demo. The thread that runs the demo starts and kills; {@link #close()} may come from any thread, at any time,
 * and leaves nothing running.
 */
final class DemoGateways implements AutoCloseable {

    private final GatewayStarter starter;
    private final Map<GatewayPlan, RunningGateway> running = new LinkedHashMap<>();
    private boolean closed;

    DemoGateways(GatewayStarter starter) {
        this.starter = starter;
    }

    /**
     * Starts gateways side by side and waits until all are ready.
     *
     * @throws IOException if one of them does not come up; says which and why
     */
    void start(List<GatewayPlan> plans) throws IOException, InterruptedException {
        List<RunningGateway> started = new ArrayList<>();
        for (GatewayPlan plan : plans) {
            started.add(start(plan));
        }
        for (RunningGateway gateway : started) {
            gateway.awaitReady();
        }
    }

    private synchronized RunningGateway start(GatewayPlan plan) throws IOException {
        if (closed) {
            throw new IOException("the demo is ending");
        }
        RunningGateway gateway = starter.start(plan);
        running.put(plan, gateway);
        return gateway;
    }

    /** Ends a gateway without warning, if it still runs. */
    synchronized void kill(GatewayPlan plan) {
        RunningGateway gateway = running.remove(plan);
        if (gateway != null) {
            gateway.kill();
        }
    }

    /** Ends all gateways in good order, side by side. */
    @Override
    public void close() {
        Collection<RunningGateway> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(running.values());
            running.clear();
        }
        left.parallelStream().forEach(RunningGateway::close);
    }
}
