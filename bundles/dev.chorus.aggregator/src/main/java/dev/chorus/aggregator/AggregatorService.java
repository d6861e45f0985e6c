package dev.chorus.aggregator;

import dev.chorus.aggregator.internal.CloudMessage;
import dev.chorus.aggregator.internal.CloudStoreFullException;
import dev.chorus.aggregator.internal.Supervisor;
import dev.chorus.core.concurrent.ShutdownTask;
import dev.chorus.kura.api.KuraSecrets;
import java.util.Date;
import java.util.Map;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.KuraStoreCapacityReachedException;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.crypto.CryptoService;
import org.eclipse.kura.message.KuraPayload;
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
 * The aggregator as a configurable component. Activation and modification return at once and never fail, whatever the
 * properties are: Kura's console waits for the component to appear, and the status reports a configuration mistake.
 */
@Component(
        name = AggregatorConfig.PID,
        service = ConfigurableComponent.class,
        // Active without users of the service; a delayed component would end with its last user.
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = AggregatorConfig.class, factory = true)
public final class AggregatorService implements ConfigurableComponent {

    private final KuraSecrets secrets = new KuraSecrets();
    private volatile Supervisor supervisor;
    private ShutdownTask shutdownTask;

    /** Dynamic: the publisher changes with its cloud connection, which does not affect answers. */
    @Reference(
            name = "CloudPublisher",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile CloudPublisher cloudPublisher;

    /** Greedy: without this service a password cannot be read, so its arrival restarts the component. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    void setCryptoService(CryptoService service) {
        secrets.setCryptoService(service);
    }

    /** Greedy: without this service the default client id would differ. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    void setSystemService(SystemService service) {
        secrets.setSystemService(service);
    }

    /** Dynamic: another key store needs another connection, but no wait on Kura's thread. */
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
        Supervisor running = supervisor;
        if (running != null) {
            running.secretsChanged();
        }
    }

    @Activate
    void activate(BundleContext context, Map<String, Object> properties) {
        supervisor = new Supervisor(context.getBundle().getVersion().toString(), secrets, this::publish);
        supervisor.configure(properties);
        shutdownTask = ShutdownTask.register("chorus-aggregator-shutdown", supervisor::close);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        supervisor.configure(properties);
    }

    @Deactivate
    void deactivate() {
        shutdownTask.close();
        supervisor.close();
    }

    /** Called on the cloud feed's thread. The properties are for publishers that use them in their topic. */
    private void publish(CloudMessage message) throws KuraException, CloudStoreFullException {
        CloudPublisher publisher = cloudPublisher;
        if (publisher == null) {
            throw new IllegalStateException("no CloudPublisher on this gateway matches CloudPublisher.target");
        }
        KuraPayload payload = new KuraPayload();
        payload.setTimestamp(Date.from(message.time()));
        message.metrics().forEach(payload::addMetric);
        try {
            publisher.publish(new KuraMessage(
                    payload,
                    Map.of(
                            "family", message.result().family(),
                            "aggregator", message.result().aggregator())));
        } catch (KuraStoreCapacityReachedException e) {
            throw new CloudStoreFullException(e);
        }
    }
}
