package dev.chorus.tools.gateway;

import java.time.Duration;
import java.util.Map;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.configuration.ConfigurationService;

/** The configured components of a gateway, through its configuration service. Owned by one thread. */
final class Components {

    private static final Duration SERVICE_TIMEOUT = Duration.ofSeconds(10);

    private final Platform platform;
    private final ConfigurationService configurationService;

    /** @throws IllegalStateException if the platform has no configuration service */
    Components(Platform platform) throws InterruptedException {
        this.platform = platform;
        configurationService = platform.service(ConfigurationService.class, "", SERVICE_TIMEOUT)
                .orElseThrow(() -> new IllegalStateException("the platform has no configuration service"));
    }

    /**
     * Creates a component and waits until it has appeared, as Kura's console does.
     *
     * @throws IllegalStateException if it does not appear: an operator could not configure it
     * @throws KuraException if the configuration service refuses
     */
    void create(ComponentSettings component) throws KuraException, InterruptedException {
        configurationService.createFactoryConfiguration(
                component.factoryPid(), component.pid(), component.properties(), true);
        String filter = "(" + ConfigurationService.KURA_SERVICE_PID + "=" + component.pid() + ")";
        platform.service(ConfigurableComponent.class, filter, SERVICE_TIMEOUT)
                .orElseThrow(() -> new IllegalStateException("component " + component.pid() + " of "
                        + component.factoryPid() + " did not appear within " + SERVICE_TIMEOUT.toSeconds() + " s"));
    }

    /**
     * Changes properties of a component.
     *
     * @throws KuraException if the configuration service refuses
     */
    void update(String pid, Map<String, Object> properties) throws KuraException {
        configurationService.updateConfiguration(pid, properties);
    }

    /**
     * Deletes a component.
     *
     * @throws KuraException if there is none of that name
     */
    void delete(String pid) throws KuraException {
        configurationService.deleteFactoryConfiguration(pid, true);
    }
}
