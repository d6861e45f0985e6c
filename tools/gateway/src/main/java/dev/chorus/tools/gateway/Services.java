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

    /** Waits for services visible to this context. */
    public Services(BundleContext context) {
        this.context = context;
    }

    /**
     * Waits for a service.
     *
     * @param filter additional filter in LDAP form; empty for none
     * @return empty on a timeout
     * @throws IllegalArgumentException if the filter is invalid
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
            throw new IllegalArgumentException("filter must have LDAP form, was '" + all + "'", e);
        }
    }
}
