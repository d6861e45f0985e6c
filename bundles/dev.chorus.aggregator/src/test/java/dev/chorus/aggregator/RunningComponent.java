package dev.chorus.aggregator;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/** The component, activated and configured as SCR does. */
final class RunningComponent implements AutoCloseable {

    private final AggregatorService service = new AggregatorService();
    private final Map<String, Object> properties = new HashMap<>();

    RunningComponent(Map<String, Object> properties) {
        this.properties.putAll(properties);
        service.activate(bundleContext(), Map.copyOf(this.properties));
    }

    /** Adds or replaces one property. */
    void modify(String name, Object value) {
        properties.put(name, value);
        service.modified(Map.copyOf(properties));
    }

    @Override
    public void close() {
        service.deactivate();
    }

    private static BundleContext bundleContext() {
        Bundle bundle = only(Bundle.class, "getVersion", new Version(0, 1, 0));
        return only(BundleContext.class, "getBundle", bundle);
    }

    private static <T> T only(Class<T> type, String method, Object answer) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
                    if (called.getName().equals(method)) {
                        return answer;
                    }
                    throw new UnsupportedOperationException(called.getName());
                }));
    }
}
