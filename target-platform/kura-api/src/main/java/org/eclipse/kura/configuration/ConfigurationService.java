package org.eclipse.kura.configuration;

import java.util.Map;
import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Creates, changes and deletes the configurations of a gateway's components. Values are validated by the caller or not
 * at all: a value of the wrong type reaches the component.
 */
@ProviderType
public interface ConfigurationService {

    /** The property under which a component finds the name of its configuration. */
    String KURA_SERVICE_PID = "kura.service.pid";

    /**
     * Creates a component of a factory.
     *
     * @param factoryPid the factory's PID
     * @param pid the name of the new component
     * @param properties what differs from the defaults; may be null
     * @param takeSnapshot whether to write the gateway's configuration to its storage at once
     * @throws KuraException if an argument is null, the name is taken or the configuration cannot be created
     */
    void createFactoryConfiguration(String factoryPid, String pid, Map<String, Object> properties, boolean takeSnapshot)
            throws KuraException;

    /**
     * Deletes a component that a factory made.
     *
     * @param pid the component's name
     * @param takeSnapshot whether to write the gateway's configuration to its storage at once
     * @throws KuraException if there is no such component or it cannot be deleted
     */
    void deleteFactoryConfiguration(String pid, boolean takeSnapshot) throws KuraException;

    /**
     * Changes a component's configuration; properties not named keep their value.
     *
     * @param pid the component's name
     * @param properties the new values
     * @throws KuraException if the configuration cannot be written
     */
    void updateConfiguration(String pid, Map<String, Object> properties) throws KuraException;
}
