package dev.chorus.tools.demo;

import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.BrokerAddress;
import dev.chorus.tools.gateway.ComponentSettings;
import dev.chorus.tools.gateway.GatewayProcess;
import dev.chorus.tools.gateway.GatewaySetup;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A gateway as a process: the platform, the built deployment packages, and one service configured as the console does it. */
final class ProcessGateway implements Gateway {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final String VARIANT_FACTORY = "dev.chorus.variant.VariantService";
    private static final String AGGREGATOR_FACTORY = "dev.chorus.aggregator.AggregatorService";

    private final String name;
    private final GatewayProcess process;

    private ProcessGateway(String name, GatewayProcess process) {
        this.name = name;
        this.process = process;
    }

    /** Starts gateways of a clone that speak below a family's topics at a broker. */
    static GatewayStarter starter(DemoFiles files, BrokerAddress broker, Topics topics) {
        return plan -> new ProcessGateway(
                plan.name(),
                GatewayProcess.launch(new GatewaySetup(
                        files.gateways().resolve(plan.instance()),
                        files.platform(),
                        files.packagesOf(plan),
                        List.of(service(plan, broker, topics)),
                        files.logs().resolve(plan.name() + ".log"))));
    }

    private static ComponentSettings service(GatewayPlan plan, BrokerAddress broker, Topics topics) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("broker.url", broker.toString());
        properties.put("client.id", plan.instance());
        properties.put("topic.root", topics.root());
        properties.put("family", topics.family());
        plan.variant().ifPresent(variant -> properties.put("variant", variant));
        return new ComponentSettings(
                plan.isAggregator() ? AGGREGATOR_FACTORY : VARIANT_FACTORY, plan.name(), properties);
    }

    @Override
    public void awaitReady() throws IOException, InterruptedException {
        try {
            process.awaitReady(START_TIMEOUT);
        } catch (IOException e) {
            throw new IOException(name + " did not start: " + e.getMessage(), e);
        }
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
