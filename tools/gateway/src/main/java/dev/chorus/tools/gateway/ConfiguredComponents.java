package dev.chorus.tools.gateway;

import java.time.Duration;
import java.util.Map;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.configuration.ConfigurationService;
import org.osgi.framework.BundleContext;

/** Configures the components of a gateway through its configuration service. Owned by one thread. */
public final class ConfiguredComponents {

    private static final Duration SERVICE_TIMEOUT = Duration.ofSeconds(60);

    private final Services services;
    private final ConfigurationService configurationService;

    /**
     * Waits for the configuration service of a framework.
     *
     * @throws IllegalStateException if the framework has none
     */
    public ConfiguredComponents(BundleContext context) throws InterruptedException {
        services = new Services(context);
        configurationService = services.await(ConfigurationService.class, "", SERVICE_TIMEOUT)
                .orElseThrow(() -> new IllegalStateException("the platform has no configuration service"));
    }

    /**
     * Creates a component and waits until it is registered, as Kura's console does.
     *
     * @throws IllegalStateException if it is not registered in time: an operator could not configure it
     * @throws KuraException if the configuration service rejects it
     */
    public void create(ComponentSettings component) throws KuraException, InterruptedException {
        configurationService.createFactoryConfiguration(
                component.factoryPid(), component.pid(), component.properties(), true);
        String filter = "(" + ConfigurationService.KURA_SERVICE_PID + "=" + component.pid() + ")";
        services.await(ConfigurableComponent.class, filter, SERVICE_TIMEOUT)
                .orElseThrow(() -> new IllegalStateException("component " + component.pid() + " of "
                        + component.factoryPid() + " did not appear within " + SERVICE_TIMEOUT.toSeconds() + " s"));
    }

    /**
     * Changes properties of a component.
     *
     * @throws KuraException if the configuration service rejects the change
     */
    public void update(String pid, Map<String, Object> properties) throws KuraException {
        configurationService.updateConfiguration(pid, properties);
    }

    /**
     * Deletes a component.
     *
     * @throws KuraException if the component does not exist
     */
    public void delete(String pid) throws KuraException {
        configurationService.deleteFactoryConfiguration(pid, true);
    }
}
