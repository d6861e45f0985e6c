package dev.chorus.packages.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;

import dev.chorus.itests.support.Await;
import dev.chorus.itests.support.BuiltPackages;
import dev.chorus.itests.support.GatewayPlatform;
import dev.chorus.tools.gateway.Packages;
import dev.chorus.tools.packaging.DebFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
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
import org.osgi.framework.Version;

/** Packages come, change their version in both directions and go in any order, and what can run does. */
@RunWith(PaxExam.class)
public class PackageOrderIT {

    private static final int STEPS = 40;
    private static final String ONNX_RUNTIME = "chorus-onnxruntime";
    private static final String UNINSTALL = "uninstall ";
    private static final String LATER = "9.0.0";

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Inject
    private BundleContext context;

    private final Map<String, Path> installed = new TreeMap<>();
    private final List<String> done = new ArrayList<>();
    private Packages packages;
    private Map<String, DebFile> debs;

    @Configuration
    public Option[] platform() {
        return GatewayPlatform.options();
    }

    @Before
    public void findDeploymentAdmin() throws Exception {
        packages = new Packages(context);
        debs = BuiltDebs.of("amd64");
    }

    @Test
    public void install_lowerVersions_bringsThemBackAndLeavesOnnxRuntimeUntouched() throws Exception {
        // given
        for (Path file : BuiltPackages.withoutHttp()) {
            install(file);
        }
        Bundle onnxRuntime = bundle("dev.chorus.onnxruntime");
        long modified = onnxRuntime.getLastModified();
        Class<?> loaded = onnxRuntime.loadClass("ai.onnxruntime.OrtEnvironment");
        for (Path file : later()) {
            install(file);
        }
        assertIsAsInstalled();

        // when
        for (Path file : BuiltPackages.withoutHttp()) {
            install(file);
        }

        // then
        assertIsAsInstalled();
        assertEquals(modified, onnxRuntime.getLastModified());
        assertSame(loaded, bundle("dev.chorus.onnxruntime").loadClass("ai.onnxruntime.OrtEnvironment"));
    }

    @Test
    public void installAndUninstall_inRandomOrder_whatCanRunRuns() throws Exception {
        // given
        long seed = System.nanoTime();
        System.out.println("PackageOrderIT: seed " + seed);
        done.add("seed " + seed);
        Random random = new Random(seed);
        List<Path> files = new ArrayList<>(BuiltPackages.withoutHttp());
        files.addAll(later());

        for (int step = 0; step < STEPS; step++) {
            // when
            Path file = files.get(random.nextInt(files.size()));
            String name = BuiltPackages.nameOf(file);
            if (installed.containsKey(name) && random.nextInt(3) == 0) {
                done.add(UNINSTALL + name);
                packages.uninstall(name);
                installed.remove(name);
            } else {
                install(file);
            }

            // then
            assertIsAsInstalled();
        }
    }

    private void install(Path file) throws Exception {
        done.add("install " + file.getFileName());
        try {
            packages.install(file);
        } catch (BundleException e) {
            // What it needs may be missing, which Kura passes over; what it must be is asserted afterwards.
        }
        installed.put(BuiltPackages.nameOf(file), file);
    }

    /** Later versions of all but ONNX Runtime, which a running JVM cannot change. */
    private List<Path> later() throws Exception {
        List<Path> later = new ArrayList<>();
        for (Path file : BuiltPackages.withoutHttp()) {
            String name = BuiltPackages.nameOf(file);
            if (!name.equals(ONNX_RUNTIME)) {
                later.add(BuiltPackages.rewritten(
                        name, name, LATER, folder.newFolder().toPath()));
            }
        }
        return later;
    }

    /** Packages and bundles are those installed, each once, and all run whose needs are there. */
    private void assertIsAsInstalled() {
        Map<String, Version> versions = new TreeMap<>();
        Map<String, Version> bundles = new TreeMap<>();
        Set<String> canRun = new TreeSet<>();
        installed.forEach((name, file) -> {
            versions.put(name, version(file));
            bundlesOf(name).forEach(bundle -> bundles.put(bundle, version(file)));
            if (installed.keySet().containsAll(BuiltDebs.needs(debs, name))) {
                canRun.addAll(bundlesOf(name));
            }
        });
        assertEquals(done.toString(), versions, packages.installed());
        assertEquals(done.toString(), bundles, bundles(bundle -> true));
        Await.value(() -> canRun + ", running are " + running() + " after " + done, () -> Optional.of(canRun)
                .filter(this::isWhatRuns));
    }

    /**
     * Right after an uninstallation those that needed what is gone may go on with its classes: DeploymentAdmin has them resolved
     * anew at the next installation only.
     */
    private boolean isWhatRuns(Set<String> canRun) {
        boolean isUninstallation = done.get(done.size() - 1).startsWith(UNINSTALL);
        return isUninstallation ? running().containsAll(canRun) : running().equals(canRun);
    }

    private Set<String> running() {
        return bundles(bundle -> bundle.getState() == Bundle.ACTIVE).keySet();
    }

    private Map<String, Version> bundles(Predicate<Bundle> condition) {
        Map<String, Version> bundles = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith("osgi-dp:") && condition.test(bundle)) {
                assertNull(done.toString(), bundles.put(bundle.getSymbolicName(), bundle.getVersion()));
            }
        }
        return bundles;
    }

    private List<String> bundlesOf(String name) {
        return debs.get(name).contents().keySet().stream()
                .filter(path -> path.endsWith(".jar"))
                .map(path -> path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('_')))
                .toList();
    }

    private static Version version(Path file) {
        String name = file.getFileName().toString();
        return new Version(name.substring(name.lastIndexOf('_') + 1, name.length() - ".dp".length()));
    }

    private Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(symbolicName))
                .findFirst()
                .orElseThrow();
    }
}
