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

/** Equinox with the platform bundles of a folder. Owned by one thread. */
public final class Platform implements AutoCloseable {

    /** What the launcher's class path shares with the bundles, in the versions that Kura exports; in the form of a header. */
    public static final String SHARED_PACKAGES = "org.eclipse.kura;version=1.7.0,"
            + "org.eclipse.kura.configuration;version=1.2.0,"
            + "org.eclipse.kura.cloudconnection.listener;version=1.0.0,"
            + "org.eclipse.kura.cloudconnection.message;version=1.0.0,"
            + "org.eclipse.kura.cloudconnection.publisher;version=1.0.0,"
            + "org.eclipse.kura.message;version=1.5.0,"
            + "org.eclipse.kura.ssl;version=2.1.0,"
            + "org.eclipse.kura.system;version=1.7.0,"
            + "org.osgi.service.deploymentadmin;version=1.0.0";

    /** As long as all components together may take: each drains what it works on. */
    private static final int STOP_TIMEOUT_S = 30;

    private final Framework framework;

    private Platform(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts a fresh framework: nothing of an earlier run is kept.
     *
     * @param storage the framework's own folder
     * @param platformFolders hold the platform bundles
     * @param progress gets each step; what it throws ends the start
     * @throws BundleException if the framework or a bundle does not start
     * @throws IOException if a folder cannot be listed
     */
    static Platform start(Path storage, List<Path> platformFolders, Consumer<String> progress)
            throws BundleException, IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED_PACKAGES);
        // Stricter than Kura's launcher: an import that is not declared is found here, not on a gateway.
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

    /** The system bundle's context. */
    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Stops all bundles and the framework, and waits until that is done, at most {@value #STOP_TIMEOUT_S} s. */
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
