package dev.chorus.wires;

import dev.chorus.core.concurrent.ShutdownTask;
import dev.chorus.kura.api.KuraSecrets;
import dev.chorus.wires.internal.Classifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.configuration.ConfigurationService;
import org.eclipse.kura.crypto.CryptoService;
import org.eclipse.kura.ssl.SslManagerService;
import org.eclipse.kura.system.SystemService;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;
import org.eclipse.kura.wire.WireComponent;
import org.eclipse.kura.wire.WireEmitter;
import org.eclipse.kura.wire.WireEnvelope;
import org.eclipse.kura.wire.WireHelperService;
import org.eclipse.kura.wire.WireReceiver;
import org.eclipse.kura.wire.WireRecord;
import org.eclipse.kura.wire.WireSupport;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentContext;
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
import org.osgi.service.wireadmin.Consumer;
import org.osgi.service.wireadmin.Producer;
import org.osgi.service.wireadmin.Wire;

/**
 * Runs a classifier as a component of the wire graph with one input and one output. Activation and modification pass
 * the properties on and return at once; configuration errors are reported in the log, in the status and in the
 * records. Kura's graph reads the number of ports from the properties of this component.
 */
@Component(
        name = ClassifierConfig.PID,
        service = {
            ConfigurableComponent.class,
            WireComponent.class,
            WireEmitter.class,
            WireReceiver.class,
            Producer.class,
            Consumer.class
        },
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = {
            "input.cardinality.minimum:Integer=1",
            "input.cardinality.maximum:Integer=1",
            "input.cardinality.default:Integer=1",
            "output.cardinality.minimum:Integer=1",
            "output.cardinality.maximum:Integer=1",
            "output.cardinality.default:Integer=1",
            // It is configured in the wire graph.
            "kura.ui.service.hide:Boolean=true"
        })
@Designate(ocd = ClassifierConfig.class, factory = true)
public final class ClassifierService implements ConfigurableComponent, WireEmitter, WireReceiver {

    private final KuraSecrets secrets = new KuraSecrets();
    private final WireHelperService wireHelperService;
    private WireSupport wireSupport;
    private volatile Classifier classifier;
    private ShutdownTask shutdownTask;

    /** @param wireHelperService connects this component to the graph */
    @Activate
    public ClassifierService(@Reference(name = "wireHelperService") WireHelperService wireHelperService) {
        this.wireHelperService = wireHelperService;
    }

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

    /** Dynamic: another key store requires a new connection, and the component stays in its graph. */
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
        Classifier running = classifier;
        if (running != null) {
            running.secretsChanged();
        }
    }

    @Activate
    void activate(ComponentContext context, Map<String, Object> properties) {
        Object pid = properties.get(ConfigurationService.KURA_SERVICE_PID);
        @SuppressWarnings("unchecked") // It is registered as a WireComponent.
        ServiceReference<WireComponent> reference = (ServiceReference<WireComponent>) context.getServiceReference();
        wireSupport = wireHelperService.newWireSupport(this, reference);
        String software = context.getBundleContext().getBundle().getVersion().toString();
        classifier = new Classifier(pid == null ? "classifier" : pid.toString(), software, this::emit);
        classifier.configure(new HashMap<>(properties), secrets);
        shutdownTask = ShutdownTask.register("chorus-wires-shutdown", classifier::close);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        classifier.configure(new HashMap<>(properties), secrets);
    }

    @Deactivate
    void deactivate() {
        shutdownTask.close();
        classifier.close();
    }

    @Override
    public void onWireReceive(WireEnvelope wireEnvelope) {
        for (WireRecord record : wireEnvelope.getRecords()) {
            Map<String, Object> values = new HashMap<>();
            // Properties that are passed on keep the type that they have in Kura.
            record.getProperties()
                    .forEach((name, value) ->
                            values.put(name, value.getValue() instanceof byte[] bytes ? bytes : value));
            classifier.accept(values);
        }
    }

    private void emit(Map<String, Object> values) {
        Map<String, TypedValue<?>> properties = new HashMap<>();
        values.forEach((name, value) -> properties.put(name, typed(value)));
        wireSupport.emit(List.of(new WireRecord(properties)));
    }

    private static TypedValue<?> typed(Object value) {
        return value instanceof TypedValue<?> already ? already : TypedValues.newTypedValue(value);
    }

    @Override
    public void consumersConnected(Wire[] wires) {
        wireSupport.consumersConnected(wires);
    }

    @Override
    public Object polled(Wire wire) {
        return wireSupport.polled(wire);
    }

    @Override
    public void producersConnected(Wire[] wires) {
        wireSupport.producersConnected(wires);
    }

    @Override
    public void updated(Wire wire, Object value) {
        wireSupport.updated(wire, value);
    }
}
