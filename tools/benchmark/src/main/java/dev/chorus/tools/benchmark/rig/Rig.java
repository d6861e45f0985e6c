package dev.chorus.tools.benchmark.rig;

import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.LinkSettingsBuilder;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.tools.broker.Broker;
import dev.chorus.tools.gateway.ClonePackages;
import dev.chorus.tools.gateway.ComponentSettings;
import dev.chorus.tools.gateway.GatewayProcess;
import dev.chorus.tools.gateway.GatewaySetup;
import dev.chorus.tools.requester.Requester;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A broker, gateways on it, and somebody who asks and listens. One thread uses it; {@link #close()} leaves nothing running. What
 * statuses say is guarded by itself and changes on the link's dispatcher thread.
 */
public final class Rig implements AutoCloseable {

    public static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Variables with which SIGTERM stops no bundle of a gateway, as in Kura: its launcher sets osgi.noShutdown. */
    public static final Map<String, String> AS_KURA = Map.of("JAVA_TOOL_OPTIONS", "-Dosgi.noShutdown=true");

    private static final String VARIANT_FACTORY = "dev.chorus.variant.VariantService";
    private static final String WEB_FACTORY = "dev.chorus.web.WebService";
    private static final String AGGREGATOR_FACTORY = "dev.chorus.aggregator.AggregatorService";

    /** What the first aggregator is called. */
    public static final String AGGREGATOR = "aggregator";

    private final ClonePackages built;
    private final Path scratch;
    private final Topics topics;
    private final Deque<AutoCloseable> open = new ConcurrentLinkedDeque<>();
    private final Map<String, Status> statuses = new HashMap<>();
    /** By name, as is the one below; safe for those that restart several side by side. */
    private final Map<String, GatewaySetup> setups = new ConcurrentHashMap<>();

    private final Map<String, GatewayProcess> gateways = new ConcurrentHashMap<>();
    private final Broker broker;
    private final BrokerReach reach;
    private final Map<String, String> environment;
    private final Requester requester;

    /**
     * Without gateways yet.
     *
     * @param built the platform and packages
     * @param scratch where gateways keep their files and logs
     * @param family that is served
     * @param reach how they do
     * @param environment variables of the gateways' processes
     */
    public Rig(
            ClonePackages built,
            Path scratch,
            String family,
            Broker broker,
            BrokerReach reach,
            Map<String, String> environment)
            throws IOException, InterruptedException {
        this.reach = reach;
        this.environment = new HashMap<>(environment);
        this.environment.putAll(reach.environment());
        this.built = built;
        this.scratch = scratch;
        this.topics = new Topics(Topics.DEFAULT_ROOT, family);
        this.broker = opened(broker);
        this.requester = opened(Requester.connect(client("bench-requester"), topics, PATIENCE));
        MqttLink listener = opened(MqttLink.create(client("bench-listener"), any -> {}));
        listener.subscribe(topics.statusFilter(Status.Kind.VARIANT), 1, this::hear);
        listener.subscribe(topics.statusFilter(Status.Kind.AGGREGATOR), 1, this::hear);
        listener.start();
    }

    /** Another client of the broker. */
    public LinkSettings client(String id) {
        return reach.client(id).build();
    }

    /** Begins the settings of another client that reaches the broker by another way. */
    public LinkSettingsBuilder settings(String id, String brokerUrl) {
        return reach.by(brokerUrl).client(id);
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        open.push(closeable);
        return closeable;
    }

    private synchronized void hear(Delivery delivery) {
        try {
            if (delivery.payload().length > 0) {
                Status status = StatusJson.decode(delivery.payload());
                statuses.put(status.id(), status);
                notifyAll();
            }
        } catch (MalformedPayloadException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits for a status of an instance.
     *
     * @throws IOException if it does not come; says what came last
     */
    public synchronized Status await(String instance, String wanted, Predicate<Status> isWanted)
            throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!statuses.containsKey(instance) || !isWanted.test(statuses.get(instance))) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                throw new IOException(instance + " is not " + wanted + " after " + PATIENCE.toSeconds()
                        + " s, its last status is " + statuses.get(instance));
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return statuses.get(instance);
    }

    /** The last status of an instance; empty before there was one. */
    public synchronized Optional<Status> status(String instance) {
        return Optional.ofNullable(statuses.get(instance));
    }

    /** The log of a gateway, which may not exist yet. Its JVM writes a crash file beside it. */
    public Path logFile(String gateway) {
        return scratch.resolve(gateway + ".log");
    }

    /** What every instance has counted, by its last status, but for zeros. */
    public synchronized Map<String, Map<String, Long>> counters() {
        Map<String, Map<String, Long>> all = new TreeMap<>();
        statuses.forEach((instance, status) -> {
            Map<String, Long> counters = new TreeMap<>(status.counters());
            counters.values().removeIf(number -> number == 0);
            all.put(instance, counters);
        });
        return all;
    }

    /** Waits until the aggregator knows so many variants. */
    public void awaitVariants(int number) throws IOException, InterruptedException {
        awaitVariants(AGGREGATOR, number);
    }

    /** Waits until an aggregator knows so many variants. */
    public void awaitVariants(String aggregator, int number) throws IOException, InterruptedException {
        await(
                aggregator,
                "aware of " + number + " variants",
                status -> status.members().stream()
                                .filter(member -> member.state() == Status.State.ONLINE && member.compatible())
                                .count()
                        == number);
    }

    /** The family's topics. */
    public Topics topics() {
        return topics;
    }

    /** The broker, to be stopped and started. */
    public Broker broker() {
        return broker;
    }

    /** Who asks. */
    public Requester requester() {
        return requester;
    }

    /** A gateway with the aggregator, online. */
    public GatewayProcess aggregator() throws IOException, InterruptedException {
        return aggregator(AGGREGATOR);
    }

    /** A gateway with an aggregator of that name, online. */
    public GatewayProcess aggregator(String name) throws IOException, InterruptedException {
        return aggregator(name, Map.of());
    }

    /**
     * A gateway with an aggregator of that name, online.
     *
     * @param options properties besides broker, client id and family
     */
    public GatewayProcess aggregator(String name, Map<String, Object> options)
            throws IOException, InterruptedException {
        Map<String, Object> all = new HashMap<>(Map.of("early.stop", false));
        all.putAll(options);
        GatewayProcess gateway = gateway(
                name,
                List.of("chorus-core", "chorus-aggregator"),
                List.of(new ComponentSettings(AGGREGATOR_FACTORY, name, properties(name, all))));
        await(name, "there", status -> status.state().isAwaited());
        return gateway;
    }

    /** A gateway with everything that a variant needs but the component. */
    public GatewayProcess gatewayFor(String variant) throws IOException, InterruptedException {
        return gatewayFor(variant, List.of());
    }

    /** A gateway with a variant, whose component has the variant's name. */
    public GatewayProcess variant(String variant) throws IOException, InterruptedException {
        return gatewayFor(variant, List.of(component(variant)));
    }

    private GatewayProcess gatewayFor(String variant, List<ComponentSettings> components)
            throws IOException, InterruptedException {
        return gateway(
                variant,
                List.of(
                        "chorus-core",
                        "chorus-onnxruntime",
                        "chorus-variant",
                        "chorus-model-" + topics.family() + "-" + variant),
                components);
    }

    /** The gateway of a name, as it was started last. */
    public GatewayProcess gateway(String name) {
        return gateways.get(name);
    }

    /** Ends the process of a gateway with SIGTERM and starts the same gateway again, as it was at first. */
    public void restart(String name) throws IOException, InterruptedException {
        gateways.get(name).terminate();
        launch(name, setups.get(name));
    }

    /** A gateway with a variant whose model lies in a folder. */
    public GatewayProcess gatewayOf(String variant, Path modelFolder) throws IOException, InterruptedException {
        return gatewayOf(variant, variant, modelFolder);
    }

    /** The same with a name of its own, where several have the same variant. */
    public GatewayProcess gatewayOf(String name, String variant, Path modelFolder)
            throws IOException, InterruptedException {
        Map<String, Object> properties =
                properties(name, Map.of("variant", variant, "model.folder", modelFolder.toString()));
        return gateway(
                name,
                List.of("chorus-core", "chorus-onnxruntime", "chorus-variant"),
                List.of(new ComponentSettings(VARIANT_FACTORY, name, properties)));
    }

    /** The component of a variant. */
    public ComponentSettings component(String variant) {
        return component(variant, reach.url());
    }

    /** The component of a variant that reaches the broker by another way. */
    public ComponentSettings component(String variant, String brokerUrl) {
        Map<String, Object> properties = properties(variant, Map.of("variant", variant));
        properties.put("broker.url", brokerUrl);
        return new ComponentSettings(VARIANT_FACTORY, variant, properties);
    }

    private Map<String, Object> properties(String pid, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("broker.url", reach.url());
        properties.put("client.id", pid);
        properties.put("family", topics.family());
        return properties;
    }

    /**
     * A gateway with REST, ready.
     *
     * @return where its calls begin
     */
    public URI web() throws IOException, InterruptedException {
        RestAddress address = RestAddress.free();
        gateway(
                "web",
                List.of("chorus-core", "chorus-web"),
                List.of(new ComponentSettings(WEB_FACTORY, "web", properties("web", Map.of()))),
                Optional.of(new GatewaySetup.Http(built.http(), address.port())));
        address.awaitReady(PATIENCE);
        return address.base();
    }

    private GatewayProcess gateway(String name, List<String> packages, List<ComponentSettings> components)
            throws IOException, InterruptedException {
        return gateway(name, packages, components, Optional.empty());
    }

    private GatewayProcess gateway(
            String name, List<String> packages, List<ComponentSettings> components, Optional<GatewaySetup.Http> http)
            throws IOException, InterruptedException {
        List<Path> files = new ArrayList<>();
        for (String each : packages) {
            files.add(built.packageFile(each));
        }
        Path folder = scratch.resolve(name);
        GatewaySetup setup = new GatewaySetup(folder, built.platform(), files, components, logFile(name), environment);
        return launch(name, http.map(setup::with).orElse(setup));
    }

    private GatewayProcess launch(String name, GatewaySetup setup) throws IOException, InterruptedException {
        GatewayProcess gateway = opened(GatewayProcess.launch(setup));
        setups.put(name, setup);
        gateways.put(name, gateway);
        gateway.awaitReady(PATIENCE);
        return gateway;
    }

    @Override
    public void close() {
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
