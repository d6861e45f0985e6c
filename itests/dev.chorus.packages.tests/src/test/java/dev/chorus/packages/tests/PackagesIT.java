package dev.chorus.packages.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import dev.chorus.itests.support.BuiltPackages;
import dev.chorus.itests.support.GatewayPlatform;
import dev.chorus.tools.gateway.Packages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Version;
import org.osgi.service.deploymentadmin.DeploymentException;

/** Each built package installs, is updated and goes away again, and ONNX Runtime is left alone by all of it. */
@RunWith(PaxExam.class)
public class PackagesIT {

    private static final String CORE = "dev.chorus.core";
    private static final String ONNX_RUNTIME = "dev.chorus.onnxruntime";

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Inject
    private BundleContext context;

    private Packages packages;

    @Configuration
    public Option[] platform() {
        return GatewayPlatform.options();
    }

    @Before
    public void findDeploymentAdmin() throws Exception {
        packages = new Packages(context);
    }

    @Test
    public void install_allPackages_everyBundleIsActive() throws Exception {
        // when
        installAll();

        // then
        List<Bundle> chorus = chorusBundles();
        assertTrue(
                "bundles are " + chorus,
                chorus.size() >= BuiltPackages.withoutHttp().size());
        for (Bundle bundle : chorus) {
            assertEquals(bundle.toString(), Bundle.ACTIVE, bundle.getState());
        }
    }

    @Test
    public void install_inReverseOrder_everyBundleIsActiveInTheEnd() throws Exception {
        // given
        List<Path> reversed = new ArrayList<>(BuiltPackages.withoutHttp());
        Collections.reverse(reversed);

        // when
        for (Path file : reversed) {
            try {
                packages.install(file);
            } catch (BundleException e) {
                // Its turn comes when what it needs is there: Kura reinstalls packages in no particular order.
            }
        }

        // then
        for (Bundle bundle : chorusBundles()) {
            awaitActive(bundle);
        }
    }

    @Test
    public void install_ownPackagesOfAHigherVersion_leavesOnnxRuntimeUntouched() throws Exception {
        // given
        installAll();
        Bundle onnxRuntime = bundle(ONNX_RUNTIME);
        long installed = onnxRuntime.getLastModified();
        Class<?> loaded = onnxRuntime.loadClass("ai.onnxruntime.OrtEnvironment");

        // when
        for (String name : List.of("chorus-core", "chorus-variant", "chorus-aggregator")) {
            packages.install(BuiltPackages.rewritten(
                    name, name, "0.2.0", folder.getRoot().toPath()));
        }

        // then
        for (String name :
                List.of(CORE, "dev.chorus.mqtt", "dev.chorus.kura", "dev.chorus.variant", "dev.chorus.aggregator")) {
            assertEquals(name, new Version("0.2.0"), bundle(name).getVersion());
        }
        for (Bundle bundle : chorusBundles()) {
            awaitActive(bundle);
        }
        assertEquals(installed, bundle(ONNX_RUNTIME).getLastModified());
        assertSame(loaded, bundle(ONNX_RUNTIME).loadClass("ai.onnxruntime.OrtEnvironment"));
    }

    @Test
    public void uninstall_thenInstall_bringsTheBundlesBack() throws Exception {
        // given
        packages.install(BuiltPackages.named("chorus-core"));

        // when
        packages.uninstall("chorus-core");
        Bundle gone = bundle(CORE);
        packages.install(BuiltPackages.named("chorus-core"));

        // then
        assertNull("still there: " + gone, gone);
        assertEquals(Bundle.ACTIVE, bundle(CORE).getState());
    }

    @Test
    public void install_bundleOfAnotherPackage_isRefused() throws Exception {
        // given
        packages.install(BuiltPackages.named("chorus-core"));
        Path other = BuiltPackages.rewritten(
                "chorus-core", "chorus-other", "0.2.0", folder.getRoot().toPath());

        // when
        assertThrows(DeploymentException.class, () -> packages.install(other));

        // then
        assertEquals(Bundle.ACTIVE, bundle(CORE).getState());
    }

    @Test
    public void onnxRuntime_inEquinox_loadsItsNatives() throws Exception {
        // given
        packages.install(BuiltPackages.named("chorus-onnxruntime"));

        // when
        Class<?> environment = bundle(ONNX_RUNTIME).loadClass("ai.onnxruntime.OrtEnvironment");
        Object loaded = environment.getMethod("getEnvironment").invoke(null);

        // then
        assertNotNull(loaded);
        assertEquals("1.28.0", environment.getMethod("getVersion").invoke(loaded));
    }

    @Test
    public void onnxRuntime_ofAnotherArchitecture_doesNotStartAndGivesWayOnceUninstalled() throws Exception {
        // given
        boolean isArm = System.getProperty("os.arch").equals("aarch64");
        Path whole = BuiltPackages.named("chorus-onnxruntime");
        Path wrong = whole.resolveSibling(isArm ? "amd64" : "arm64").resolve(whole.getFileName());
        Path right = whole.resolveSibling(isArm ? "arm64" : "amd64").resolve(whole.getFileName());
        BundleException refusal = assertThrows(BundleException.class, () -> packages.install(wrong));
        // It is of the same version, which a gateway does not load again.
        assertThrows(BundleException.class, () -> packages.install(right));

        // when
        packages.uninstall("chorus-onnxruntime");
        packages.install(right);

        // then
        assertTrue(refusal.getMessage(), refusal.getMessage().contains("osgi.native"));
        assertEquals(Bundle.ACTIVE, bundle(ONNX_RUNTIME).getState());
    }

    private void installAll() throws Exception {
        for (Path file : BuiltPackages.withoutHttp()) {
            packages.install(file);
        }
    }

    private List<Bundle> chorusBundles() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getLocation().startsWith("osgi-dp:"))
                .toList();
    }

    private void awaitActive(Bundle bundle) throws InterruptedException {
        CountDownLatch active = new CountDownLatch(1);
        BundleListener listener = event -> {
            if (bundle.getState() == Bundle.ACTIVE) {
                active.countDown();
            }
        };
        context.addBundleListener(listener);
        try {
            assertTrue(
                    bundle + " is in state " + bundle.getState(),
                    bundle.getState() == Bundle.ACTIVE || active.await(120, TimeUnit.SECONDS));
        } finally {
            context.removeBundleListener(listener);
        }
    }

    private Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(symbolicName))
                .findFirst()
                .orElse(null);
    }
}
