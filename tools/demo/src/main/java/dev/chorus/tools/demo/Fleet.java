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
final class Fleet implements AutoCloseable {

    private final GatewayStarter starter;
    private final Map<GatewayPlan, Gateway> running = new LinkedHashMap<>();
    private boolean closed;

    Fleet(GatewayStarter starter) {
        this.starter = starter;
    }

    /**
     * Starts gateways side by side and waits until all are ready.
     *
     * @throws IOException if one of them does not come up; says which and why
     */
    void start(List<GatewayPlan> plans) throws IOException, InterruptedException {
        List<Gateway> started = new ArrayList<>();
        for (GatewayPlan plan : plans) {
            started.add(start(plan));
        }
        for (Gateway gateway : started) {
            gateway.awaitReady();
        }
    }

    private synchronized Gateway start(GatewayPlan plan) throws IOException {
        if (closed) {
            throw new IOException("the demo is ending");
        }
        Gateway gateway = starter.start(plan);
        running.put(plan, gateway);
        return gateway;
    }

    /** Ends a gateway without warning, if it still runs. */
    synchronized void kill(GatewayPlan plan) {
        Gateway gateway = running.remove(plan);
        if (gateway != null) {
            gateway.kill();
        }
    }

    /** Ends all gateways in good order, side by side. */
    @Override
    public void close() {
        Collection<Gateway> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(running.values());
            running.clear();
        }
        left.parallelStream().forEach(Gateway::close);
    }
}
