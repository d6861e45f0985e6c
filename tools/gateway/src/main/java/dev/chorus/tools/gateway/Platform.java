package dev.chorus.tools.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.osgi.launch.EquinoxFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** Runs Equinox with the platform bundles of a folder. Owned by one thread. */
public final class Platform implements AutoCloseable {

    /**
     * Packages of the launcher's class path that are shared with bundles, in Kura's versions; in the form of a header.
     */
    public static final String SHARED_PACKAGES = "org.eclipse.kura;version=1.7.0,"
            + "org.eclipse.kura.configuration;version=1.2.0,"
            + "org.eclipse.kura.cloudconnection.listener;version=1.0.0,"
            + "org.eclipse.kura.cloudconnection.message;version=1.0.0,"
            + "org.eclipse.kura.cloudconnection.publisher;version=1.0.0,"
            + "org.eclipse.kura.message;version=1.5.0,"
            + "org.eclipse.kura.ssl;version=2.1.0,"
            + "org.eclipse.kura.system;version=1.7.0,"
            + "org.osgi.service.deploymentadmin;version=1.0.0";

    /** Time limit for all components together: each drains its queue. */
    private static final int STOP_TIMEOUT_S = 30;

    private final Framework framework;

    private Platform(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts a fresh framework without state of an earlier run.
     *
     * @param storage folder of the framework's state
     * @param platformFolders folders of the platform bundles
     * @param progress receives each step; an exception from it ends the start
     * @throws BundleException if the framework or a bundle does not start
     * @throws IOException if a folder cannot be listed
     */
    static Platform start(Path storage, List<Path> platformFolders, Consumer<String> progress)
            throws BundleException, IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED_PACKAGES);
        // Stricter than Kura's launcher: an undeclared import is found here, not on a gateway.
        settings.put("osgi.compatibility.bootdelegation", "false");
        Platform platform = new Platform(new EquinoxFactory().newFramework(settings));
        try {
            platform.framework.start();
            LogForwarder.attach(platform.context());
            platform.startBundles(platformFolders, progress);
            return platform;
        } catch (BundleException | IOException | RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    private void startBundles(List<Path> folders, Consumer<String> progress) throws BundleException, IOException {
        List<Bundle> bundles = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    bundles.add(context().installBundle("reference:" + file.toUri()));
                }
            }
        }
        for (Bundle bundle : bundles) {
            bundle.start();
            progress.accept("bundle " + bundle.getSymbolicName());
        }
    }

    /** Returns the system bundle's context. */
    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Stops all bundles and the framework, and waits for at most {@value #STOP_TIMEOUT_S} s. */
    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(TimeUnit.SECONDS.toMillis(STOP_TIMEOUT_S));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
