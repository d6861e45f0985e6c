package dev.chorus.tools.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.deploymentadmin.BundleInfo;
import org.osgi.service.deploymentadmin.DeploymentAdmin;
import org.osgi.service.deploymentadmin.DeploymentException;
import org.osgi.service.deploymentadmin.DeploymentPackage;

/** The deployment packages of a gateway, through its DeploymentAdmin. Owned by one thread. */
public final class Packages {

    private static final Duration SERVICE_TIMEOUT = Duration.ofSeconds(10);

    private final DeploymentAdmin deploymentAdmin;

    /**
     * Waits for the DeploymentAdmin of a framework.
     *
     * @throws IllegalStateException if it has none
     */
    public Packages(BundleContext context) throws InterruptedException {
        deploymentAdmin = new Services(context)
                .await(DeploymentAdmin.class, "", SERVICE_TIMEOUT)
                .orElseThrow(() -> new IllegalStateException("the platform has no DeploymentAdmin"));
    }

    /**
     * Installs a package, or updates the one of its name.
     *
     * @throws DeploymentException if DeploymentAdmin refuses it
     * @throws BundleException if one of its bundles does not start, which DeploymentAdmin itself passes over
     * @throws IOException if the file cannot be read
     */
    public void install(Path file) throws DeploymentException, BundleException, IOException {
        DeploymentPackage installed;
        try (InputStream content = Files.newInputStream(file)) {
            installed = deploymentAdmin.installDeploymentPackage(content);
        }
        for (BundleInfo info : installed.getBundleInfos()) {
            Bundle bundle = installed.getBundle(info.getSymbolicName());
            if (!isFragment(bundle)) {
                bundle.start();
            }
        }
    }

    /**
     * Removes a package and its bundles.
     *
     * @throws IllegalArgumentException if there is no package of that name
     * @throws DeploymentException if DeploymentAdmin refuses
     */
    public void uninstall(String name) throws DeploymentException {
        DeploymentPackage installed = deploymentAdmin.getDeploymentPackage(name);
        if (installed == null) {
            throw new IllegalArgumentException("package is '" + name + "', allowed are those installed");
        }
        installed.uninstall();
    }

    private static boolean isFragment(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }
}
