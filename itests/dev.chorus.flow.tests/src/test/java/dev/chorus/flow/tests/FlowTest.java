package dev.chorus.flow.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import dev.chorus.itests.support.Await;
import dev.chorus.itests.support.FrameworkGateway;
import dev.chorus.itests.support.GatewayPlatform;
import dev.chorus.itests.support.Json;
import dev.chorus.itests.support.Pictures;
import dev.chorus.itests.support.ServiceThreads;
import dev.chorus.itests.support.Statuses;
import dev.chorus.itests.support.TestClient;
import dev.chorus.tools.broker.EmbeddedBroker;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerSuite;
import org.osgi.framework.BundleContext;

/**
 * What all tests of the flow begin and end with. All run in one framework, which keeps the packages; each has a broker of its own
 * and components of its own, and fails if these leave anything behind.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerSuite.class)
public abstract class FlowTest {

    @Inject
    private BundleContext context;

    private int goodOnes;

    EmbeddedBroker broker;
    TestClient client;
    FrameworkGateway gateway;
    Statuses statuses;

    @Configuration
    public final Option[] platform() {
        return GatewayPlatform.options();
    }

    @Before
    public final void begin() throws Exception {
        broker = startBroker();
        client = TestClient.connect(broker.url());
        gateway = new FrameworkGateway(context);
        gateway.installPackages();
        statuses = new Statuses(gateway, client);
    }

    /** The broker of each test. */
    EmbeddedBroker startBroker() {
        return EmbeddedBroker.start();
    }

    @After
    public final void end() throws Exception {
        gateway.deleteAll();
        Await.until("no connection but the client's", () -> broker.connections() <= 1);
        client.close();
        broker.close();
        ServiceThreads.awaitNone();
    }

    /** Creates all variants and an aggregator that knows them. */
    final void startAll() throws Exception {
        startAggregator(Map.of());
        startVariants(FrameworkGateway.VARIANTS);
        statuses.awaitOnline(FrameworkGateway.VARIANTS);
    }

    final void startVariants(List<String> variants) throws Exception {
        for (String variant : variants) {
            gateway.createVariant(variant, broker.url(), Map.of());
        }
    }

    /**
     * Creates the aggregator and waits until it hears. Variants come after it: the broker can lose a status that is retained
     * while somebody subscribes, and it would be ten seconds until the next.
     */
    final void startAggregator(Map<String, Object> properties) throws Exception {
        gateway.createAggregator(broker.url(), properties);
        statuses.awaitAggregator("there", status -> true);
    }

    /**
     * Makes the aggregator wait for a variant that never answers.
     *
     * @return its status, which may be published changed
     */
    final Json announceSilentVariant(String name) {
        Json status = client.last(TestClient.status("variant", "p48"))
                .orElseThrow()
                .json()
                .with("id", name)
                .with("variant", name);
        client.publishRetained(TestClient.status("variant", name), status.bytes())
                .join();
        statuses.awaitOnline(Stream.concat(Stream.of(name), FrameworkGateway.VARIANTS.stream())
                .sorted()
                .toList());
        return status;
    }

    /** The next good picture is answered by all variants, whatever went before. */
    final void assertGoodIsAnswered() {
        Json answer = client.ask("good-" + goodOnes++, Pictures.part("nut", 2)).json();
        assertEquals("answered", answer.text("outcome"));
        assertEquals(FrameworkGateway.VARIANTS, answer.texts("contributors"));
        assertFalse(answer.flag("degraded"));
    }
}
