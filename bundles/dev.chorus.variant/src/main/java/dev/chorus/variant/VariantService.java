package dev.chorus.variant;

import dev.chorus.variant.internal.model.BundleModels;
import dev.chorus.variant.internal.service.Surroundings;
import dev.chorus.variant.internal.service.VariantEngine;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.configuration.ConfigurationService;
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
 * One variant as a configurable component. Activation and modification hand the properties on and return at once, whatever is
 * in them: Kura's console waits for the component to appear, and a mistake is told in the status.
 */
@Component(
        name = VariantConfig.PID,
        service = ConfigurableComponent.class,
        // It works whether or not anybody holds the service; a delayed one would end with its last user.
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = VariantConfig.class, factory = true)
public final class VariantService implements ConfigurableComponent {

    /** Greedy: a password cannot be read before this is there, and then everything begins anew. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private CryptoService cryptoService;

    private VariantEngine engine;

    @Activate
    void activate(BundleContext context, Map<String, Object> properties) {
        Object pid = properties.get(ConfigurationService.KURA_SERVICE_PID);
        String software = context.getBundle().getVersion().toString();
        engine = new VariantEngine(
                pid == null ? "variant" : pid.toString(), Surroundings.ofGateway(software, new BundleModels(context)));
        engine.configure(new HashMap<>(properties), this::decrypt);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        engine.configure(new HashMap<>(properties), this::decrypt);
    }

    @Deactivate
    void deactivate() {
        engine.close();
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
