package dev.chorus.wires;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.broker.EmbeddedBroker;
import dev.chorus.wires.internal.Await;
import dev.chorus.wires.internal.SimulatedFamily;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;
import org.eclipse.kura.wire.WireEnvelope;
import org.eclipse.kura.wire.WireHelperService;
import org.eclipse.kura.wire.WireRecord;
import org.eclipse.kura.wire.WireSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.ComponentContext;

/** Checks the component through the services that the wire graph uses. */
class ClassifierServiceTest {

    private final List<Map<String, Object>> emitted = new CopyOnWriteArrayList<>();
    private final ClassifierService service = new ClassifierService(helper());

    @AfterEach
    void deactivate() {
        service.deactivate();
        Await.noThreads();
    }

    @Test
    void onWireReceive_severalRecords_emitsOneForEach() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                SimulatedFamily family = new SimulatedFamily(broker.url())) {
            // given
            service.activate(context(), Map.of("broker.url", broker.url(), "family", "parts", "deadline.ms", 60_000));
            Await.until("the configuration", () -> {
                service.onWireReceive(envelope(record(Map.of())));
                return emitted.stream().anyMatch(record -> "no-picture".equals(record.get("outcome")));
            });

            // when
            service.onWireReceive(envelope(
                    record(Map.of("picture", new byte[] {SimulatedFamily.ANSWERED, 1}, "camera", "left")),
                    record(Map.of("picture", new byte[] {SimulatedFamily.ANSWERED, 2}, "camera", 2))));

            // then
            Await.until("two answers", () -> family.requests() == 2 && cameras().size() == 2);
            assertTrue(cameras().containsAll(List.of("left", 2)));
            service.deactivate();
        }
    }

    @Test
    void activate_propertiesThatMakeNoSense_neverThrows() {
        // given
        Map<String, Object> rubbish = new HashMap<>();
        rubbish.put("kura.service.pid", new int[] {1});
        rubbish.put("broker.url", new Object());
        rubbish.put("password", Map.of());
        rubbish.put("open.max", null);
        rubbish.put("family", Collections.emptyList());

        // when
        service.activate(context(), rubbish);
        service.modified(Map.of());
        service.modified(rubbish);

        // then
        Await.until("a record with the mistake", () -> {
            service.onWireReceive(envelope(record(Map.of())));
            return emitted.stream().anyMatch(record -> "misconfigured".equals(record.get("outcome")));
        });
    }

    private List<Object> cameras() {
        return emitted.stream()
                .filter(record -> "answered".equals(record.get("outcome")))
                .map(record -> record.get("camera"))
                .toList();
    }

    private static WireEnvelope envelope(WireRecord... records) {
        return new WireEnvelope("timer", List.of(records));
    }

    private static WireRecord record(Map<String, Object> values) {
        Map<String, TypedValue<?>> properties = new HashMap<>();
        values.forEach((name, value) -> properties.put(name, TypedValues.newTypedValue(value)));
        return new WireRecord(properties);
    }

    private WireHelperService helper() {
        WireSupport support = proxy(WireSupport.class, arguments -> {
            List<?> records = (List<?>) arguments[0];
            for (Object record : records) {
                Map<String, Object> values = new HashMap<>();
                ((WireRecord) record).getProperties().forEach((name, value) -> values.put(name, value.getValue()));
                emitted.add(values);
            }
            return null;
        });
        return (component, reference) -> support;
    }

    private static ComponentContext context() {
        Bundle bundle = proxy(Bundle.class, arguments -> new Version(0, 1, 0));
        BundleContext bundleContext = proxy(BundleContext.class, arguments -> bundle);
        return (ComponentContext) Proxy.newProxyInstance(
                ComponentContext.class.getClassLoader(),
                new Class<?>[] {ComponentContext.class},
                (proxy, called, arguments) -> called.getName().equals("getBundleContext") ? bundleContext : null);
    }

    private interface Answer {
        Object to(Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> answer.to(arguments)));
    }
}
