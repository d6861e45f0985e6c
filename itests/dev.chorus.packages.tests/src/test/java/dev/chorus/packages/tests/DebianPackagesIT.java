package dev.chorus.packages.tests;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import dev.chorus.itests.support.BuiltPackages;
import dev.chorus.tools.packaging.DebFile;
import dev.chorus.tools.packaging.HeaderClause;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import org.junit.Test;

/**
 * The built Debian packages bring a gateway of either architecture what the deployment packages bring, without what Kura 6 cannot
 * resolve.
 */
public class DebianPackagesIT {

    private static final List<String> ARCHITECTURES = List.of("amd64", "arm64");
    private static final String ONNX_RUNTIME = "chorus-onnxruntime";
    private static final int MEGABYTE = 1_000_000;

    /** Packages of which Kura 6 has the jakarta names only. */
    private static final String NOT_ON_KURA_6 = "javax\\.(servlet|ws\\.rs|annotation|inject|xml\\.bind)(\\..*)?";

    /** Kura 5.6 has Gson 2.9 and SLF4J 1.7, Kura 6 has SLF4J 2. */
    private static final Map<String, String> VERSIONS_OF_LIBRARIES =
            Map.of("com.google.gson", "[2.8,3)", "org.slf4j", "[1.7,3)");

    @Test
    public void debs_imports_areNoneThatKura6HasUnderAnotherName() throws IOException {
        for (HeaderClause clause : imports()) {
            clause.paths().forEach(path -> assertFalse(path, path.matches(NOT_ON_KURA_6)));
        }
    }

    @Test
    public void debs_importsOfLibraries_takeTheVersionsOfEveryKura() throws IOException {
        for (HeaderClause clause : imports()) {
            for (String path : clause.paths()) {
                VERSIONS_OF_LIBRARIES.forEach((prefix, range) -> {
                    if (path.startsWith(prefix)) {
                        assertEquals(path, range, clause.parameters().get("version"));
                    }
                });
            }
        }
    }

    private static List<HeaderClause> imports() throws IOException {
        List<HeaderClause> all = new ArrayList<>();
        for (DebFile deb : BuiltDebs.of("amd64").values()) {
            for (byte[] bundle : bundles(deb).values()) {
                try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(bundle))) {
                    String header = jar.getManifest().getMainAttributes().getValue("Import-Package");
                    all.addAll(HeaderClause.parse(header == null ? "" : header));
                }
            }
        }
        assertFalse(all.isEmpty());
        return all;
    }

    @Test
    public void wires_inADeb_needTheAddOnOfKura6ThatHasWires() throws IOException {
        assertTrue(BuiltDebs.of("amd64").get("chorus-wires").dependencies().contains("kura-wires (>= 6.0.0~)"));
    }

    @Test
    public void debs_ofEachArchitecture_areThoseOfTheDeploymentPackages() throws IOException {
        Map<String, String> wanted = new TreeMap<>();
        for (Path file : BuiltPackages.withoutHttp()) {
            try (JarInputStream content = new JarInputStream(Files.newInputStream(file))) {
                wanted.put(
                        BuiltPackages.nameOf(file),
                        content.getManifest().getMainAttributes().getValue("DeploymentPackage-Version"));
            }
        }
        for (String architecture : ARCHITECTURES) {
            Map<String, String> found = new TreeMap<>();
            BuiltDebs.of(architecture).forEach((name, deb) -> found.put(name, deb.field("Version")));
            assertEquals(architecture, wanted, found);
        }
    }

    @Test
    public void debs_bundles_areThoseOfTheDeploymentPackages() throws IOException {
        for (String architecture : ARCHITECTURES) {
            Map<String, DebFile> debs = BuiltDebs.of(architecture);
            for (Path file : BuiltPackages.withoutHttp()) {
                DebFile deb = debs.get(BuiltPackages.nameOf(file));
                Map<String, byte[]> bundles = bundles(file);
                assertEquals(bundles.keySet(), bundles(deb).keySet());
                if (deb.field("Architecture").equals("all")) {
                    for (String bundle : bundles.keySet()) {
                        assertArrayEquals(
                                bundle, bundles.get(bundle), bundles(deb).get(bundle));
                    }
                }
            }
        }
    }

    @Test
    public void debs_dependencies_areBuiltInAVersionThatWillDo() throws IOException {
        Map<String, DebFile> debs = BuiltDebs.of("amd64");

        for (DebFile deb : debs.values()) {
            for (String dependency : deb.dependencies()) {
                String[] parts = dependency.split("[ ()]+");
                if (parts[0].startsWith("chorus-")) {
                    assertEquals(dependency, ">=", parts[1]);
                    assertEquals(dependency, debs.get(parts[0]).field("Version"), parts[2]);
                }
            }
        }
        assertEquals(Set.of("chorus-core", ONNX_RUNTIME), BuiltDebs.needs(debs, "chorus-variant"));
        assertEquals(Set.of("chorus-core"), BuiltDebs.needs(debs, "chorus-aggregator"));
        assertEquals(Set.of(), BuiltDebs.needs(debs, "chorus-model-parts-p48"));
    }

    @Test
    public void debs_files_areEachInOnePackage() throws IOException {
        for (String architecture : ARCHITECTURES) {
            Set<String> paths = new HashSet<>();
            for (DebFile deb : BuiltDebs.of(architecture).values()) {
                deb.contents().keySet().forEach(path -> assertTrue(path + " is in two packages", paths.add(path)));
            }
        }
    }

    @Test
    public void onnxRuntime_inADebOrDpOfOneArchitecture_hasItsNativesOnlyAndAtMost10Megabytes() throws IOException {
        for (String architecture : ARCHITECTURES) {
            Path dp = BuiltPackages.named(ONNX_RUNTIME);
            dp = dp.resolveSibling(architecture).resolve(dp.getFileName());
            Set<String> natives = natives(bundles(dp).values().iterator().next());

            assertEquals(natives.toString(), 2, natives.size());
            String folder = architecture.equals("amd64") ? "/linux-x64/" : "/linux-aarch64/";
            assertTrue(natives.toString(), natives.stream().allMatch(name -> name.contains(folder)));
            DebFile deb = BuiltDebs.of(architecture).get(ONNX_RUNTIME);
            assertArrayEquals(
                    bundles(dp).values().iterator().next(),
                    bundles(deb).values().iterator().next());
            assertTrue(dp + " has " + Files.size(dp), Files.size(dp) <= 10 * MEGABYTE);
        }
    }

    @Test
    public void ourCode_inAllPackages_isAtMostAMegabyte() throws IOException {
        long dps = size(BuiltPackages.all());
        long debs = size(BuiltDebs.files("amd64"));

        assertTrue(".dp have " + dps, dps > 0 && dps <= MEGABYTE);
        assertTrue(".deb have " + debs, debs > 0 && debs <= MEGABYTE);
    }

    private static long size(List<Path> files) throws IOException {
        long bytes = 0;
        for (Path file : files) {
            String name = BuiltPackages.nameOf(file);
            if (!name.startsWith(ONNX_RUNTIME) && !name.startsWith("chorus-model-")) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static Map<String, byte[]> bundles(Path deploymentPackage) throws IOException {
        Map<String, byte[]> bundles = new TreeMap<>();
        try (JarInputStream content = new JarInputStream(Files.newInputStream(deploymentPackage))) {
            for (JarEntry entry = content.getNextJarEntry(); entry != null; entry = content.getNextJarEntry()) {
                bundles.put(fileName(entry.getName()), content.readAllBytes());
            }
        }
        return bundles;
    }

    private static Map<String, byte[]> bundles(DebFile deb) {
        Map<String, byte[]> bundles = new TreeMap<>();
        deb.contents().forEach((path, content) -> {
            if (path.matches("\\./opt/eclipse/kura/plugins/[56]s/.+\\.jar")) {
                bundles.put(fileName(path), content);
            }
        });
        return bundles;
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Set<String> natives(byte[] bundle) throws IOException {
        Set<String> natives = new TreeSet<>();
        try (InputStream bytes = new ByteArrayInputStream(bundle);
                JarInputStream content = new JarInputStream(bytes)) {
            for (JarEntry entry = content.getNextJarEntry(); entry != null; entry = content.getNextJarEntry()) {
                if (entry.getName().endsWith(".so")) {
                    natives.add(entry.getName());
                }
            }
        }
        return natives;
    }
}
