package dev.chorus.tools.gateway;

import java.time.Duration;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.util.tracker.ServiceTracker;

/** Waits for services of a framework. Thread-safe. */
public final class Services {

    private final BundleContext context;

    /** Waits for what this context sees. */
    public Services(BundleContext context) {
        this.context = context;
    }

    /**
     * Waits for a service.
     *
     * @param filter in LDAP form, beside the class; empty for none
     * @return empty if it does not appear in time
     * @throws IllegalArgumentException if the filter is no filter
     */
    public <T> Optional<T> await(Class<T> type, String filter, Duration timeout) throws InterruptedException {
        String all = "(&(" + Constants.OBJECTCLASS + "=" + type.getName() + ")" + filter + ")";
        try {
            ServiceTracker<T, T> tracker = new ServiceTracker<>(context, context.createFilter(all), null);
            tracker.open();
            try {
                return Optional.ofNullable(tracker.waitForService(timeout.toMillis()));
            } finally {
                tracker.close();
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("filter is '" + all + "', allowed is LDAP form", e);
        }
    }
}
