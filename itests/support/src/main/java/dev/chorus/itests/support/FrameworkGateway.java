package dev.chorus.itests.support;

import dev.chorus.tools.gateway.ComponentSettings;
import dev.chorus.tools.gateway.ConfiguredComponents;
import dev.chorus.tools.gateway.GatewayProcess;
import dev.chorus.tools.gateway.GatewaySetup;
import dev.chorus.tools.gateway.Packages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.kura.KuraException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * The framework a test runs in, as a gateway: the built packages, and components that are created by Kura's rules. A
 * component is named after the variant it runs, the aggregator {@value #AGGREGATOR}. Owned by the test's thread.
 */
public final class FrameworkGateway {

    /** The name of the aggregator component, at the broker too. */
    public static final String AGGREGATOR = "aggregator";

    /** The family's variants. */
    public static final List<String> VARIANTS = List.of("p48", "p56", "p64", "p72");

    /** So that a busy machine does not make variants refuse. */
    private static final int ROOMY_QUEUE = 1000;

    private static final String VARIANT_FACTORY = "dev.chorus.variant.VariantService";
    private static final String AGGREGATOR_FACTORY = "dev.chorus.aggregator.AggregatorService";

    private final BundleContext context;
    private final Packages packages;
    private final ConfiguredComponents components;
    private final Set<String> created = new HashSet<>();

    /** Waits for the platform's services. */
    public FrameworkGateway(BundleContext context) throws InterruptedException {
        this.context = context;
        this.packages = new Packages(context);
        this.components = new ConfiguredComponents(context);
    }

    /** Installs all packages, unless there are any. */
    public void installPackages() throws Exception {
        if (bundles().isEmpty()) {
            for (Path file : BuiltPackages.withoutHttp()) {
                packages.install(file);
            }
        }
    }

    /** Installs a package, or updates the one of its name. */
    public void install(Path file) throws Exception {
        packages.install(file);
    }

    /** Uninstalls all packages, those first that need others. */
    public void uninstallPackages() throws Exception {
        List<Path> installed = BuiltPackages.withoutHttp();
        for (int number = installed.size() - 1; number >= 0; number--) {
            packages.uninstall(BuiltPackages.nameOf(installed.get(number)));
        }
    }

    /** Uninstalls the package of a name. */
    public void uninstall(String name) throws Exception {
        packages.uninstall(name);
    }

    /** The bundles that packages brought. */
    public List<Bundle> bundles() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getLocation().startsWith("osgi-dp:"))
                .toList();
    }

    /** Creates a component that runs a variant. */
    public void createVariant(String variant, String brokerUrl, Map<String, Object> more) throws Exception {
        create(variantSettings(variant, brokerUrl, more));
    }

    /** A component that runs a variant. */
    public static ComponentSettings variantSettings(String variant, String brokerUrl, Map<String, Object> more) {
        Map<String, Object> properties = common(variant, brokerUrl);
        properties.put("variant", variant);
        properties.put("queue.length", ROOMY_QUEUE);
        properties.putAll(more);
        return new ComponentSettings(VARIANT_FACTORY, variant, properties);
    }

    /**
     * Launches another gateway, in a process of its own so that it can be killed, with all packages and one variant.
     *
     * @param folder its own
     */
    public static GatewayProcess launchAnother(Path folder, String variant, String brokerUrl) throws IOException {
        return launchAnother(folder, List.of(variantSettings(variant, brokerUrl, Map.of())));
    }

    /**
     * Launches another gateway, in a process of its own so that it can be killed, with all packages.
     *
     * @param folder its own
     */
    public static GatewayProcess launchAnother(Path folder, List<ComponentSettings> components) throws IOException {
        return GatewayProcess.launch(new GatewaySetup(
                folder,
                GatewayPlatform.folder(),
                BuiltPackages.withoutHttp(),
                components,
                folder.resolveSibling(folder.getFileName() + ".log")));
    }

    /** Creates the aggregator, which waits for all variants and tells all labels unless it is told otherwise. */
    public void createAggregator(String brokerUrl, Map<String, Object> more) throws Exception {
        create(aggregatorSettings(brokerUrl, more));
    }

    /** A component that runs the aggregator as {@link #createAggregator} creates it. */
    public static ComponentSettings aggregatorSettings(String brokerUrl, Map<String, Object> more) {
        Map<String, Object> properties = common(AGGREGATOR, brokerUrl);
        properties.put("early.stop", false);
        properties.put("labels.max", 12);
        properties.putAll(more);
        return new ComponentSettings(AGGREGATOR_FACTORY, AGGREGATOR, properties);
    }

    private static Map<String, Object> common(String pid, String brokerUrl) {
        return new HashMap<>(Map.of("family", "parts", "client.id", pid, "broker.url", brokerUrl, "deadline.ms", (int)
                TestClient.PATIENT.toMillis()));
    }

    private void create(ComponentSettings settings) throws Exception {
        created.add(settings.pid());
        components.create(settings);
    }

    /** Changes properties of a component. */
    public void update(String pid, Map<String, Object> properties) throws KuraException {
        components.update(pid, properties);
    }

    /** Has a component tell its status now: whatever is configured, it says how it is. */
    public void nudge(String pid) {
        try {
            components.update(pid, Map.of());
        } catch (KuraException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Registers a service as Kura would that was given a name in the console.
     *
     * @return to unregister it by
     */
    public <T> ServiceRegistration<T> register(Class<T> type, T service, String pid) {
        return context.registerService(type, service, new Hashtable<>(Map.of("kura.service.pid", pid)));
    }

    /** Deletes a component. */
    public void delete(String pid) throws KuraException {
        created.remove(pid);
        components.delete(pid);
    }

    /** Deletes all components. */
    public void deleteAll() throws KuraException {
        for (String pid : new ArrayList<>(created)) {
            delete(pid);
        }
    }
}
