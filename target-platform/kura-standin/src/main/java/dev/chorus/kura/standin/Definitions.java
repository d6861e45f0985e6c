package dev.chorus.kura.standin;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the definition of a component among the installed bundles: in {@code OSGI-INF/metatype/<pid>.xml}, nowhere else. */
final class Definitions {

    private static final Logger LOG = LoggerFactory.getLogger(Definitions.class);

    private final BundleContext context;

    /** Looks among the bundles that this context sees. */
    Definitions(BundleContext context) {
        this.context = context;
    }

    /**
     * The definition of a component as it is now.
     *
     * @param pid a PID or factory PID
     * @return empty where no bundle has a usable definition, which is also logged: the component then gets no defaults
     */
    Optional<ComponentDefinition> of(String pid) {
        for (Bundle bundle : context.getBundles()) {
            URL file = bundle.getEntry("OSGI-INF/metatype/" + pid + ".xml");
            if (file != null) {
                return read(pid, bundle, file);
            }
        }
        LOG.warn("no bundle has OSGI-INF/metatype/{}.xml: its components get no defaults", pid);
        return Optional.empty();
    }

    private static Optional<ComponentDefinition> read(String pid, Bundle bundle, URL file) {
        try (InputStream content = file.openStream()) {
            Optional<ComponentDefinition> definition = ComponentDefinition.read(pid, content);
            if (definition.isEmpty()) {
                LOG.warn("{}: {} has no OCD and Designate of {}", bundle, file.getPath(), pid);
            }
            return definition;
        } catch (IOException e) {
            LOG.warn("{}: {} is discarded: {}", bundle, file.getPath(), e.getMessage());
            return Optional.empty();
        }
    }
}
