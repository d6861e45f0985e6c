package dev.chorus.aggregator;

import dev.chorus.aggregator.internal.Supervisor;
import java.util.Map;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.configuration.Password;
import org.eclipse.kura.crypto.CryptoService;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The aggregator as a configurable component. Activation and modification return at once and never fail, whatever the
 * properties are: Kura's console waits for the component to appear, and a mistake is told in the status.
 */
@Component(
        name = AggregatorConfig.PID,
        service = ConfigurableComponent.class,
        // It works whether or not anybody holds the service; a delayed one would end with its last user.
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = AggregatorConfig.class, factory = true)
public final class AggregatorService implements ConfigurableComponent {

    /** Greedy: a password cannot be read before this is there, and then everything begins anew. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private CryptoService cryptoService;

    private Supervisor supervisor;

    @Activate
    void activate(BundleContext context, Map<String, Object> properties) {
        supervisor = new Supervisor(context.getBundle().getVersion().toString(), this::decrypt);
        supervisor.configure(properties);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        supervisor.configure(properties);
    }

    @Deactivate
    void deactivate() {
        supervisor.close();
    }

    private char[] decrypt(Object configured) {
        if (configured instanceof Password password) {
            return password.getPassword();
        }
        CryptoService crypto = cryptoService;
        if (crypto == null) {
            throw new IllegalStateException("no CryptoService is there");
        }
        try {
            return crypto.decryptAes(configured.toString().toCharArray());
        } catch (KuraException e) {
            throw new IllegalStateException("the password is not this gateway's", e);
        }
    }
}
