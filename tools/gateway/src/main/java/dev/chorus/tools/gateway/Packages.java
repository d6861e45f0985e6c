package dev.chorus.tools.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.deploymentadmin.BundleInfo;
import org.osgi.service.deploymentadmin.DeploymentAdmin;
import org.osgi.service.deploymentadmin.DeploymentException;
import org.osgi.service.deploymentadmin.DeploymentPackage;

/** Installs and removes the deployment packages of a gateway through its DeploymentAdmin. Owned by one thread. */
public final class Packages {

    private static final Duration SERVICE_TIMEOUT = Duration.ofSeconds(60);

    private final DeploymentAdmin deploymentAdmin;

    /**
     * Waits for the DeploymentAdmin of a framework.
     *
     * @throws IllegalStateException if the framework has none
     */
    public Packages(BundleContext context) throws InterruptedException {
        deploymentAdmin = new Services(context)
                .await(DeploymentAdmin.class, "", SERVICE_TIMEOUT)
                .orElseThrow(() -> new IllegalStateException("the platform has no DeploymentAdmin"));
    }

    /**
     * Installs a package, or updates the installed one.
     *
     * @throws DeploymentException if DeploymentAdmin rejects it
     * @throws BundleException if one of its bundles does not start, which DeploymentAdmin does not report
     * @throws IOException if the file cannot be read
     */
    public void install(Path file) throws DeploymentException, BundleException, IOException {
        start(List.of(deploy(file)));
    }

    /**
     * Installs packages as Kura does when it starts with empty storage: in no particular order, so that a bundle may
     * precede its dependencies and start only after them.
     *
     * @param progress receives each step; an exception from it ends the installation
     * @throws DeploymentException if DeploymentAdmin rejects a package; the previous ones are installed then
     * @throws BundleException if a bundle does not start even with all packages installed
     * @throws IOException if a file cannot be read
     */
    public void installInAnyOrder(List<Path> files, Consumer<String> progress)
            throws DeploymentException, BundleException, IOException {
        List<DeploymentPackage> installed = new ArrayList<>();
        for (Path file : files) {
            installed.add(deploy(file));
            progress.accept("package " + file.getFileName());
        }
        start(installed);
        progress.accept("packages started");
    }

    /** Returns the installed packages: versions by name. */
    public Map<String, Version> installed() {
        Map<String, Version> versions = new TreeMap<>();
        for (DeploymentPackage installed : deploymentAdmin.listDeploymentPackages()) {
            versions.put(installed.getName(), installed.getVersion());
        }
        return versions;
    }

    /**
     * Removes a package and its bundles.
     *
     * @throws IllegalArgumentException if the package is not installed
     * @throws DeploymentException if DeploymentAdmin rejects the removal
     */
    public void uninstall(String name) throws DeploymentException {
        DeploymentPackage installed = deploymentAdmin.getDeploymentPackage(name);
        if (installed == null) {
            throw new IllegalArgumentException("package must be an installed one, was '" + name + "'");
        }
        installed.uninstall();
    }

    private DeploymentPackage deploy(Path file) throws DeploymentException, IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return deploymentAdmin.installDeploymentPackage(content);
        }
    }

    private static void start(List<DeploymentPackage> packages) throws BundleException {
        for (DeploymentPackage installed : packages) {
            for (BundleInfo info : installed.getBundleInfos()) {
                Bundle bundle = installed.getBundle(info.getSymbolicName());
                if (!isFragment(bundle)) {
                    bundle.start();
                }
            }
        }
    }

    private static boolean isFragment(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }
}
