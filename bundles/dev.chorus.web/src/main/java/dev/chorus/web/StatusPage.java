package dev.chorus.web;

import dev.chorus.web.internal.page.PageServlet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.servlet.ServletException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.http.HttpService;
import org.osgi.service.http.NamespaceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the status page at {@value #ALIAS} of every HTTP service, once for any number of families. The page is
 * not below {@code /services}: there Kura requires a header with every call, which a browser does not send when a
 * user opens an address.
 */
@Component(name = "dev.chorus.web.StatusPage", service = StatusPage.class, immediate = true)
public final class StatusPage {

    static final String ALIAS = "/chorus";

    private static final Logger LOG = LoggerFactory.getLogger(StatusPage.class);

    private final Set<HttpService> registered = ConcurrentHashMap.newKeySet();

    /**
     * Dynamic: Kura replaces its HTTP service when ports or certificates change. The runtime unbinds all before
     * deactivation.
     */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addHttpService(HttpService service) {
        try {
            service.registerServlet(ALIAS, new PageServlet(), null, null);
            registered.add(service);
        } catch (ServletException | NamespaceException | RuntimeException e) {
            LOG.error(
                    "Cannot register the status page at {}, another bundle may use this path; REST is not affected",
                    ALIAS,
                    e);
        }
    }

    void removeHttpService(HttpService service) {
        if (registered.remove(service)) {
            try {
                service.unregister(ALIAS);
            } catch (RuntimeException e) {
                LOG.debug("The HTTP service was stopped before {} was unregistered", ALIAS, e);
            }
        }
    }
}
