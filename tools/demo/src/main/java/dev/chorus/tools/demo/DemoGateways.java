package dev.chorus.tools.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Manages all gateways of a demo. The thread that runs the demo starts and kills them; {@link #close()} may be called
 * from any thread, at any time, and stops all of them.
 */
final class DemoGateways implements AutoCloseable {

    private final GatewayStarter starter;
    private final Map<GatewayPlan, RunningGateway> running = new LinkedHashMap<>();
    private boolean closed;

    DemoGateways(GatewayStarter starter) {
        this.starter = starter;
    }

    /**
     * Starts gateways in parallel and waits until all are ready.
     *
     * @throws IOException if a gateway does not start; names the gateway and the reason
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

    /** Kills a gateway if it is running. */
    synchronized void kill(GatewayPlan plan) {
        RunningGateway gateway = running.remove(plan);
        if (gateway != null) {
            gateway.kill();
        }
    }

    /** Stops all gateways in order, in parallel. */
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
