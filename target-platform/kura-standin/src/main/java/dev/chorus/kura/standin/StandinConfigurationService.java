package dev.chorus.kura.standin;

import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.configuration.ConfigurationService;
import org.eclipse.kura.configuration.Password;
import org.eclipse.kura.crypto.CryptoService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kura's configuration service for factory components, on top of ConfigurationAdmin, whose storage stands for Kura's
 * snapshots: {@code takeSnapshot} changes nothing. Thread-safe; components are updated on ConfigurationAdmin's thread.
 *
 * <p>A component that appears gets its configuration once more, as it does from Kura, which merges the defaults
 * again as soon as it sees the service.
 */
@Component(immediate = true)
public final class StandinConfigurationService implements ConfigurationService {

    private static final Logger LOG = LoggerFactory.getLogger(StandinConfigurationService.class);

    private final Definitions definitions;
    private final ConfigurationAdmin configurationAdmin;
    private final CryptoService cryptoService;
    /** The components that had their second update: one without a modified method would otherwise restart for ever. */
    private final Set<String> repeated = ConcurrentHashMap.newKeySet();

    /** Configures components of the bundles that this context sees. */
    @Activate
    public StandinConfigurationService(
            BundleContext context,
            @Reference ConfigurationAdmin configurationAdmin,
            @Reference CryptoService cryptoService) {
        this(new Definitions(context), configurationAdmin, cryptoService);
    }

    StandinConfigurationService(
            Definitions definitions, ConfigurationAdmin configurationAdmin, CryptoService cryptoService) {
        this.definitions = definitions;
        this.configurationAdmin = configurationAdmin;
        this.cryptoService = cryptoService;
    }

    @Override
    public synchronized void createFactoryConfiguration(
            String factoryPid, String pid, Map<String, Object> properties, boolean takeSnapshot) throws KuraException {
        refuseNull("factoryPid", factoryPid);
        refuseNull("pid", pid);
        if (find(pid).isPresent()) {
            throw new KuraException(KuraErrorCode.INVALID_PARAMETER, "pid " + pid + " already exists");
        }
        Map<String, Object> wanted = new HashMap<>();
        if (properties != null) {
            wanted.putAll(properties);
        }
        wanted.put(KURA_SERVICE_PID, pid);
        try {
            Configuration configuration = configurationAdmin.createFactoryConfiguration(factoryPid, null);
            configuration.update(complete(factoryPid, wanted));
        } catch (IOException e) {
            throw new KuraException(KuraErrorCode.INTERNAL_ERROR, e, "cannot create " + pid);
        }
    }

    @Override
    public synchronized void updateConfiguration(String pid, Map<String, Object> properties) throws KuraException {
        refuseNull("pid", pid);
        Optional<Configuration> found = find(pid);
        if (found.isEmpty()) {
            LOG.warn("update of {} is dropped: there is no such component", pid);
            return;
        }
        Configuration configuration = found.get();
        Map<String, Object> wanted = properties(configuration);
        if (properties != null) {
            wanted.putAll(properties);
        }
        wanted.put(KURA_SERVICE_PID, pid);
        try {
            configuration.update(complete(configuration.getFactoryPid(), wanted));
        } catch (IOException e) {
            throw new KuraException(KuraErrorCode.INTERNAL_ERROR, e, "cannot update " + pid);
        }
    }

    @Override
    public synchronized void deleteFactoryConfiguration(String pid, boolean takeSnapshot) throws KuraException {
        refuseNull("pid", pid);
        Configuration configuration =
                find(pid).orElseThrow(() -> new KuraException(KuraErrorCode.INVALID_PARAMETER, "no component " + pid));
        try {
            configuration.delete();
            repeated.remove(pid);
        } catch (IOException e) {
            throw new KuraException(KuraErrorCode.INTERNAL_ERROR, e, "cannot delete " + pid);
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addComponent(ConfigurableComponent component, Map<String, Object> properties) {
        if (properties.get(KURA_SERVICE_PID) instanceof String pid && repeated.add(pid)) {
            try {
                updateConfiguration(pid, Map.of());
            } catch (KuraException e) {
                LOG.warn("cannot update {} once more", pid, e);
            }
        }
    }

    void removeComponent(ConfigurableComponent component) {
        // Only its arrival matters.
    }

    private Dictionary<String, Object> complete(String factoryPid, Map<String, Object> wanted) throws KuraException {
        Map<String, Object> all = new HashMap<>(
                definitions.of(factoryPid).map(ComponentDefinition::defaults).orElse(Map.of()));
        all.putAll(wanted);
        Hashtable<String, Object> complete = new Hashtable<>();
        for (Map.Entry<String, Object> entry : all.entrySet()) {
            if (entry.getValue() != null) {
                complete.put(entry.getKey(), encrypted(entry.getValue()));
            }
        }
        return complete;
    }

    private Object encrypted(Object value) throws KuraException {
        if (value instanceof Password password) {
            return new String(cryptoService.encryptAes(password.getPassword()));
        }
        if (value instanceof Password[] passwords) {
            String[] texts = new String[passwords.length];
            for (int index = 0; index < texts.length; index++) {
                texts[index] = new String(cryptoService.encryptAes(passwords[index].getPassword()));
            }
            return texts;
        }
        return value;
    }

    private Optional<Configuration> find(String pid) throws KuraException {
        try {
            Configuration[] found = configurationAdmin.listConfigurations("(" + KURA_SERVICE_PID + "=" + pid + ")");
            return found == null ? Optional.empty() : Optional.of(found[0]);
        } catch (IOException | InvalidSyntaxException e) {
            throw new KuraException(KuraErrorCode.INTERNAL_ERROR, e, "cannot look for " + pid);
        }
    }

    private static Map<String, Object> properties(Configuration configuration) {
        Map<String, Object> properties = new HashMap<>();
        Dictionary<String, Object> current = configuration.getProperties();
        for (String key : Collections.list(current.keys())) {
            properties.put(key, current.get(key));
        }
        return properties;
    }

    private static void refuseNull(String name, String value) throws KuraException {
        if (value == null) {
            throw new KuraException(KuraErrorCode.INVALID_PARAMETER, name + " is null");
        }
    }
}
