package dev.chorus.tools.gateway;

import org.osgi.framework.BundleContext;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

/**
 * Writes warnings and errors of the OSGi log to standard error: only there does Declarative Services report why a
 * component did not start.
 */
final class LogForwarder implements LogListener {

    private LogForwarder() {}

    /** Forwards log entries as long as the framework runs. */
    static void attach(BundleContext context) {
        LogReaderService log = context.getService(context.getServiceReference(LogReaderService.class));
        log.addLogListener(new LogForwarder());
    }

    @Override
    public void logged(LogEntry entry) {
        if (entry.getLogLevel().implies(LogLevel.INFO)) {
            return;
        }
        System.err.println(entry.getLogLevel() + " " + entry.getBundle() + " " + entry.getMessage());
        if (entry.getException() != null) {
            entry.getException().printStackTrace();
        }
    }
}
