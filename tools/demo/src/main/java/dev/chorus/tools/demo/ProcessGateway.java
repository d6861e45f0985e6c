package dev.chorus.tools.demo;

import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.BrokerAddress;
import dev.chorus.tools.gateway.ComponentSettings;
import dev.chorus.tools.gateway.GatewayProcess;
import dev.chorus.tools.gateway.GatewaySetup;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gateway process: the platform, the built deployment packages, and one service configured as by the console. */
final class ProcessGateway implements RunningGateway {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final String VARIANT_FACTORY = "dev.chorus.variant.VariantService";
    private static final String AGGREGATOR_FACTORY = "dev.chorus.aggregator.AggregatorService";
    private static final String WEB_FACTORY = "dev.chorus.web.WebService";

    private final String name;
    private final GatewayProcess process;

    private ProcessGateway(String name, GatewayProcess process) {
        this.name = name;
        this.process = process;
    }

    /**
     * Returns a starter for gateways of a clone that use a family's topics at a broker.
     *
     * @param httpPort port of the status page, which the aggregator's gateway serves
     */
    static GatewayStarter starter(DemoFiles files, BrokerAddress broker, Topics topics, int httpPort) {
        return plan -> {
            List<ComponentSettings> services = new ArrayList<>(List.of(service(plan, broker, topics)));
            if (plan.isAggregator()) {
                services.add(web(plan, broker, topics));
            }
            GatewaySetup setup = new GatewaySetup(
                    files.gateways().resolve(plan.instance()),
                    files.platform(),
                    files.packagesOf(plan),
                    services,
                    files.logs().resolve(plan.name() + ".log"));
            return new ProcessGateway(
                    plan.name(),
                    GatewayProcess.launch(
                            plan.isAggregator() ? setup.with(new GatewaySetup.Http(files.http(), httpPort)) : setup));
        };
    }

    private static ComponentSettings service(GatewayPlan plan, BrokerAddress broker, Topics topics) {
        Map<String, Object> properties = connection(plan.instance(), broker, topics);
        plan.variant().ifPresent(variant -> properties.put("variant", variant));
        return new ComponentSettings(
                plan.isAggregator() ? AGGREGATOR_FACTORY : VARIANT_FACTORY, plan.name(), properties);
    }

    private static ComponentSettings web(GatewayPlan plan, BrokerAddress broker, Topics topics) {
        Map<String, Object> properties = connection(plan.instance() + "-web", broker, topics);
        properties.put("pictures", true);
        return new ComponentSettings(WEB_FACTORY, "web", properties);
    }

    private static Map<String, Object> connection(String clientId, BrokerAddress broker, Topics topics) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("broker.url", broker.toString());
        properties.put("client.id", clientId);
        properties.put("topic.root", topics.root());
        properties.put("family", topics.family());
        return properties;
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
