package dev.chorus.variant;

import dev.chorus.core.concurrent.ShutdownTask;
import dev.chorus.kura.api.KuraSecrets;
import dev.chorus.variant.internal.model.BundleModels;
import dev.chorus.variant.internal.service.VariantDependencies;
import dev.chorus.variant.internal.service.VariantEngine;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.configuration.ConfigurationService;
import org.eclipse.kura.crypto.CryptoService;
import org.eclipse.kura.ssl.SslManagerService;
import org.eclipse.kura.system.SystemService;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Runs one variant as a configurable component. Activation and modification pass the properties on and return at
 * once, since Kura's console waits for the component to appear; configuration errors are reported in the status.
 */
@Component(
        name = VariantConfig.PID,
        service = ConfigurableComponent.class,
        // The component runs even if no bundle uses the service; a delayed component would end with its last user.
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = VariantConfig.class, factory = true)
public final class VariantService implements ConfigurableComponent {

    private final KuraSecrets secrets = new KuraSecrets();
    private volatile VariantEngine engine;
    private ShutdownTask shutdownTask;

    /** Greedy: passwords cannot be read without this service; the component restarts when it appears. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    void setCryptoService(CryptoService service) {
        secrets.setCryptoService(service);
    }

    /** Greedy: without this service the default client id would differ. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    void setSystemService(SystemService service) {
        secrets.setSystemService(service);
    }

    /**
     * Dynamic: another key store requires a new connection, but neither another model nor a wait on Kura's thread.
     */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            updated = "setSslManagerService")
    void setSslManagerService(SslManagerService service, Map<String, Object> properties) {
        secrets.setSslManagerService(service, properties);
        secretsChanged();
    }

    void unsetSslManagerService(SslManagerService service) {
        secrets.unsetSslManagerService(service);
        secretsChanged();
    }

    private void secretsChanged() {
        VariantEngine running = engine;
        if (running != null) {
            running.secretsChanged();
        }
    }

    @Activate
    void activate(BundleContext context, Map<String, Object> properties) {
        Object pid = properties.get(ConfigurationService.KURA_SERVICE_PID);
        String software = context.getBundle().getVersion().toString();
        engine = new VariantEngine(
                pid == null ? "variant" : pid.toString(),
                VariantDependencies.ofGateway(software, new BundleModels(context)));
        engine.configure(new HashMap<>(properties), secrets);
        shutdownTask = ShutdownTask.register("chorus-variant-shutdown", engine::close);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        engine.configure(new HashMap<>(properties), secrets);
    }

    @Deactivate
    void deactivate() {
        shutdownTask.close();
        engine.close();
    }
}
