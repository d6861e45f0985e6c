package dev.chorus.web;

import dev.chorus.kura.api.KuraSecrets;
import dev.chorus.web.internal.watch.FamilyWatch;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.configuration.ConfigurationService;
import org.eclipse.kura.crypto.CryptoService;
import org.eclipse.kura.ssl.SslManagerService;
import org.eclipse.kura.system.SystemService;
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
 * Provides one family to REST and the status page as a configurable component. Activation and modification pass the
 * properties on and return at once; configuration errors are reported in the log and over REST.
 */
@Component(
        name = WebConfig.PID,
        service = {ConfigurableComponent.class, WebService.class},
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = WebConfig.class, factory = true)
public final class WebService implements ConfigurableComponent {

    private final KuraSecrets secrets = new KuraSecrets();
    private volatile FamilyWatch watch;

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

    /** Dynamic: another key store requires a new connection. */
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
        FamilyWatch running = watch;
        if (running != null) {
            running.secretsChanged();
        }
    }

    @Activate
    void activate(Map<String, Object> properties) {
        Object pid = properties.get(ConfigurationService.KURA_SERVICE_PID);
        watch = new FamilyWatch(pid == null ? "web" : pid.toString());
        watch.configure(new HashMap<>(properties), secrets);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        watch.configure(new HashMap<>(properties), secrets);
    }

    @Deactivate
    void deactivate() {
        watch.close();
    }

    /** Returns the family that this component watches. */
    FamilyWatch watch() {
        return watch;
    }
}
