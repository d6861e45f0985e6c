package dev.chorus.packages.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import dev.chorus.itests.support.Await;
import dev.chorus.itests.support.FrameworkGateway;
import dev.chorus.itests.support.GatewayPlatform;
import dev.chorus.itests.support.Pictures;
import dev.chorus.itests.support.ServiceThreads;
import dev.chorus.tools.broker.EmbeddedBroker;
import dev.chorus.tools.gateway.ComponentSettings;
import dev.chorus.tools.gateway.ConfiguredComponents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.inject.Inject;
import org.eclipse.kura.type.TypedValues;
import org.eclipse.kura.wire.WireEnvelope;
import org.eclipse.kura.wire.WireHelperService;
import org.eclipse.kura.wire.WireReceiver;
import org.eclipse.kura.wire.WireRecord;
import org.eclipse.kura.wire.WireSupport;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.wireadmin.Wire;

/** The classifier of wire graphs in its package, with a real family behind it; the graph itself is played by the test. */
@RunWith(PaxExam.class)
public class WiresIT {

    private static final String FACTORY = "dev.chorus.wires.ClassifierService";
    private static final String NAME = "classifier";
    private static final int PATIENT_MILLIS = 60_000;

    @Inject
    private BundleContext context;

    private final List<WireRecord> emitted = new CopyOnWriteArrayList<>();

    @Configuration
    public Option[] platform() {
        return GatewayPlatform.options();
    }

    @Test
    public void picture_inAWireGraph_isClassifiedByTheFamily() throws Exception {
        ServiceRegistration<WireHelperService> graph = context.registerService(
                WireHelperService.class, (component, reference) -> new CollectingSupport(), null);
        FrameworkGateway gateway = new FrameworkGateway(context);
        ConfiguredComponents components = new ConfiguredComponents(context);
        gateway.installPackages();
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            // given
            gateway.createAggregator(broker.url(), Map.of());
            gateway.createVariant("p48", broker.url(), Map.of());
            components.create(new ComponentSettings(
                    FACTORY,
                    NAME,
                    Map.of("broker.url", broker.url(), "deadline.ms", PATIENT_MILLIS, "on.failure", "nothing")));
            ServiceReference<WireReceiver> classifier =
                    context.getServiceReferences(WireReceiver.class, "(kura.service.pid=" + NAME + ")").stream()
                            .findFirst()
                            .orElseThrow();
            AtomicInteger number = new AtomicInteger();

            // when: again and again, since the aggregator knows its variant only after a while
            Await.until("an answer", () -> {
                ask(context.getService(classifier), number.getAndIncrement());
                return !emitted.isEmpty();
            });

            // then
            for (String end : List.of("minimum", "maximum", "default")) {
                assertEquals(1, classifier.getProperty("input.cardinality." + end));
                assertEquals(1, classifier.getProperty("output.cardinality." + end));
            }
            Map<String, Object> record = values(emitted.get(0));
            assertEquals("answered", record.get("outcome"));
            assertEquals("p48", record.get("contributors"));
            assertEquals("left", record.get("camera"));
            assertTrue(record.toString(), (double) record.get("confidence") > 0);
            assertTrue(record.toString(), ((String) record.get("label")).length() > 0);
            components.delete(NAME);
            gateway.deleteAll();
        }
        graph.unregister();
        ServiceThreads.awaitNone();
    }

    private static void ask(WireReceiver classifier, int number) {
        classifier.onWireReceive(new WireEnvelope(
                "camera",
                List.of(new WireRecord(Map.of(
                        "picture",
                        TypedValues.newTypedValue(Pictures.part("nut", number)),
                        "camera",
                        TypedValues.newTypedValue("left"))))));
    }

    private static Map<String, Object> values(WireRecord record) {
        Map<String, Object> values = new HashMap<>();
        record.getProperties().forEach((name, value) -> values.put(name, value.getValue()));
        return values;
    }

    private final class CollectingSupport implements WireSupport {

        @Override
        public void emit(List<WireRecord> records) {
            emitted.addAll(records);
        }

        @Override
        public void updated(Wire wire, Object value) {}

        @Override
        public void producersConnected(Wire[] wires) {}

        @Override
        public Object polled(Wire wire) {
            return null;
        }

        @Override
        public void consumersConnected(Wire[] wires) {}
    }
}
