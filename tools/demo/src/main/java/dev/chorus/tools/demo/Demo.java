package dev.chorus.tools.demo;

import dev.chorus.core.family.Family;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.BrokerAddress;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.request.RequestClient;
import dev.chorus.tools.broker.EmbeddedBroker;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.requester.Requester;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Runs one demo from start to end. {@link #run} belongs to one thread. However it ends, including a shutdown of the JVM
 * during the run, all processes are stopped and no message stays retained at the broker.
 */
public final class Demo {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final DemoFiles files;
    private final PrintWriter out;
    private final boolean live;

    /**
     * @param files files of the clone
     * @param out output
     * @param live whether the output is an interactive terminal
     */
    public Demo(DemoFiles files, PrintWriter out, boolean live) {
        this.files = files;
        this.out = out;
        this.live = live;
    }

    /**
     * Runs a demo.
     *
     * @throws IOException if there is no broker or no package, or a gateway does not start; the message is one line
     */
    public DemoReport run(DemoSettings settings) throws IOException, InterruptedException {
        Family family = family();
        files.clearGatewayLogs();
        String name = "demo-" + HexFormat.of().formatHex(RequestClient.newId(), 0, 4);
        Topics topics = new Topics(Topics.DEFAULT_ROOT + "-" + name, family.name());
        try (ResourceStack resources = new ResourceStack()) {
            BrokerAddress broker = settings.broker()
                    .orElseGet(() -> BrokerAddress.parse(
                            resources.add(EmbeddedBroker.start()).url()));
            Requester requester =
                    resources.add(Requester.connect(client(broker, name + "-requester"), topics, CONNECT_TIMEOUT));
            int httpPort = freePort();
            out.printf("Starting an aggregator and %s, logs in %s%n", count(settings), shortest(files.logs()));
            out.println("Status page: http://127.0.0.1:" + httpPort + "/chorus");
            out.flush();
            List<GatewayPlan> plans = plans(settings, family, name);
            DemoStatistics statistics = new DemoStatistics(family.labelSet(), plans);
            DemoRequester demoRequester =
                    resources.add(new DemoRequester(client(broker, name + "-audience"), topics, statistics));
            DemoGateways gateways =
                    resources.add(new DemoGateways(ProcessGateway.starter(files, broker, topics, httpPort)));
            DemoView view = resources.add(
                    live
                            ? new LiveView(out, statistics, title(settings, broker), settings.pictures())
                            : new PlainView(out));
            Duration took =
                    new DemoScript(plans, statistics, demoRequester, gateways, view).perform(settings, requester);
            view.close();
            DemoReport report = DemoReport.of(statistics.snapshot(), broker.toString(), took);
            DemoSummary.lines(report).forEach(out::println);
            out.flush();
            if (settings.keep()) {
                out.println("Running until Ctrl+C");
                out.flush();
                new CountDownLatch(1).await();
            }
            return report;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /** Returns a path relative to the current folder if that is shorter. */
    private static Path shortest(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path) : path;
    }

    private Family family() throws IOException {
        Family family = files.family();
        if (!family.labelSet().labels().equals(PartsArtist.LABELS)) {
            throw new IOException("the family " + family.name() + " has the labels "
                    + family.labelSet().labels() + ", but the demo draws " + PartsArtist.LABELS);
        }
        return family;
    }

    private static LinkSettings client(BrokerAddress broker, String id) {
        return LinkSettings.builder(broker.toString(), id).build();
    }

    /** The aggregator comes last, so that the fused answer is in the last row. */
    private static List<GatewayPlan> plans(DemoSettings settings, Family family, String name) {
        List<GatewayPlan> plans = new ArrayList<>();
        for (int index = 0; index < settings.gateways(); index++) {
            String gateway = "gateway-" + (index + 1);
            String variant =
                    family.variants().get(index % family.variants().size()).id();
            plans.add(new GatewayPlan(gateway, name + "-" + gateway, Optional.of(variant)));
        }
        plans.add(new GatewayPlan("aggregator", name + "-aggregator", Optional.empty()));
        return plans;
    }

    private static String count(DemoSettings settings) {
        return settings.gateways() == 1 ? "1 gateway" : settings.gateways() + " gateways";
    }

    private static String title(DemoSettings settings, BrokerAddress broker) {
        return "Chorus demo: " + count(settings) + ", broker " + broker
                + (settings.broker().isEmpty() ? " (embedded)" : "");
    }
}
