package dev.chorus.tools.packaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallableTest {

    private static final String PLUGINS = "./opt/eclipse/kura/plugins/";
    private static final String NATIVES = "lib/x64/a.so;lib/x64/b.so;osname=Linux;processor=x86-64,"
            + "lib/arm/a.so;lib/arm/b.so;osname=Linux;processor=aarch64";

    @TempDir
    Path folder;

    private Path work;
    private Path out;
    private PackageNeeds noNeeds;
    private BundleFile ours;
    private BundleFile withNatives;

    @BeforeEach
    void writeBundles() throws IOException {
        work = folder.resolve("work");
        out = folder.resolve("out");
        noNeeds = new PackageNeeds(List.of());
        ours = BundleFile.read(TestBundles.write(
                folder.resolve("in/o.jar"), "dev.chorus.test", "1.2.0", Map.of(), "dev/chorus/test/Ours.class"));
        withNatives = BundleFile.read(TestBundles.write(
                folder.resolve("in/n.jar"),
                "dev.chorus.natives",
                "1.28.0",
                Map.of("Bundle-NativeCode", NATIVES),
                "com/others/Theirs.class",
                "lib/x64/a.so",
                "lib/x64/b.so",
                "lib/arm/a.so",
                "lib/arm/b.so"));
    }

    @Test
    void writeDebianPackages_ofOurs_hasWhatDpkgWantsToKnow() throws IOException {
        // when
        List<Path> files = installable("chorus-test", ours).writeDebianPackages(noNeeds, out, work);

        // then
        assertEquals(List.of(out.resolve("chorus-test_1.2.0_all.deb")), files);
        DebFile deb = DebFile.read(files.get(0));
        assertEquals("chorus-test", deb.field("Package"));
        assertEquals("1.2.0", deb.field("Version"));
        assertEquals("all", deb.field("Architecture"));
        assertEquals("For a test", deb.field("Description"));
        assertTrue(deb.field("Maintainer").matches(".+ <\\S+@\\S+>"), deb.control());
        assertEquals(List.of("kura-core (>= 6.0.0~)", "kura-core (<< 7.0.0~)", "libc6 (>= 2.27)"), deb.dependencies());
    }

    @Test
    void writeDebianPackages_bundles_goToTheFolderOfTheirStartLevel() throws IOException {
        // when
        DebFile our = onlyDebian(installable("chorus-test", ours));
        DebFile their = amd64(installable("chorus-natives", withNatives).writeDebianPackages(noNeeds, out, work));

        // then
        assertArrayEquals(Files.readAllBytes(ours.path()), our.content(PLUGINS + "6s/dev.chorus.test_1.2.0.jar"));
        assertTrue(
                their.contents().containsKey(PLUGINS + "5s/dev.chorus.natives_1.28.0.jar"),
                their.contents().keySet().toString());
    }

    @Test
    void writeDebianPackages_bundles_belongToKurasUserAlone() throws IOException {
        DebFile deb = onlyDebian(installable("chorus-test", ours));

        TarArchiveEntry bundle = deb.entries().get(PLUGINS + "6s/dev.chorus.test_1.2.0.jar");
        assertEquals("kurad", bundle.getUserName());
        assertEquals("kurad", bundle.getGroupName());
        assertEquals(0600, bundle.getMode() & 0777);
        // Without that user dpkg takes the numbers.
        assertEquals(0, bundle.getLongUserId());
        assertEquals(0, bundle.getLongGroupId());
    }

    @Test
    void writeDebianPackages_otherEntries_areRootsAndForAllToRead() throws IOException {
        DebFile deb = onlyDebian(installable("chorus-test", ours));

        assertTrue(
                deb.entries().containsKey(PLUGINS + "6s/"),
                deb.entries().keySet().toString());
        for (TarArchiveEntry entry : deb.entries().values()) {
            if (!entry.getName().endsWith(".jar")) {
                assertEquals(0, entry.getLongUserId(), entry.getName());
                assertEquals(0, entry.getLongGroupId(), entry.getName());
                assertEquals("root", entry.getUserName(), entry.getName());
                assertEquals("root", entry.getGroupName(), entry.getName());
                assertEquals(entry.isDirectory() ? 0755 : 0644, entry.getMode() & 0777, entry.getName());
            }
        }
    }

    @Test
    void writeDebianPackages_script_givesEachBundleToKurasUser() throws IOException {
        String script = onlyDebian(installable("chorus-test", ours)).controls().get("./postinst");

        assertTrue(script.startsWith("#!/bin/sh\n"), script);
        assertTrue(script.contains(" /opt/eclipse/kura/plugins/6s/dev.chorus.test_1.2.0.jar;"), script);
        assertFalse(script.contains("/usr/share/doc"), script);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "javax.servlet.http;version=\"[3.1,5)\" | 0",
                "javax.ws.rs;javax.ws.rs.core | 0",
                "javax.ws.rs;resolution:=optional | 1",
                "javax.imageio,org.osgi.framework | 1",
            })
    void writeDebianPackages_ofABundleThatKura6CannotResolve_isNone(String imports, int packages) throws IOException {
        BundleFile bundle = BundleFile.read(TestBundles.write(
                folder.resolve("in/web.jar"),
                "dev.chorus.web",
                "1.2.0",
                Map.of("Import-Package", imports),
                "dev/chorus/A.class"));

        List<Path> files = installable("chorus-web", bundle).writeDebianPackages(noNeeds, out, work);

        assertEquals(packages, files.size());
    }

    @Test
    void writeDebianPackages_everyFile_isInMd5sums() throws IOException, GeneralSecurityException {
        // given
        DebFile deb = onlyDebian(installable("chorus-test", ours));

        // when
        Map<String, String> sums = deb.controls()
                .get("./md5sums")
                .lines()
                .collect(Collectors.toMap(line -> "./" + line.substring(34), line -> line.substring(0, 32)));

        // then
        assertEquals(deb.contents().keySet(), sums.keySet());
        for (String path : sums.keySet()) {
            byte[] sum = MessageDigest.getInstance("MD5").digest(deb.content(path));
            assertEquals(HexFormat.of().formatHex(sum), sums.get(path), path);
        }
    }

    @Test
    void writeDebianPackages_copyrightAndChangelog_lieWhereDebianLooks() throws IOException {
        DebFile deb = onlyDebian(installable("chorus-test", ours));

        assertEquals("All ours\n", new String(deb.content("./usr/share/doc/chorus-test/copyright")));
        assertEquals(0x1f, deb.content("./usr/share/doc/chorus-test/changelog.gz")[0]);
    }

    @Test
    void writeDebianPackages_otherFileTimesAndTimeZone_givesTheSameBytes() throws IOException {
        // given
        Installable installable = installable("chorus-natives", withNatives);
        List<Path> once = installable.writeDebianPackages(noNeeds, folder.resolve("1"), folder.resolve("w1"));
        Files.setLastModifiedTime(withNatives.path(), FileTime.fromMillis(1));
        TimeZone home = TimeZone.getDefault();

        // when
        List<Path> again;
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
            again = installable.writeDebianPackages(noNeeds, folder.resolve("2"), folder.resolve("w2"));
        } finally {
            TimeZone.setDefault(home);
        }

        // then
        for (int i = 0; i < once.size(); i++) {
            assertArrayEquals(Files.readAllBytes(once.get(i)), Files.readAllBytes(again.get(i)), "" + once.get(i));
        }
    }

    @Test
    void writeDebianPackages_natives_areInThePackageOfTheirArchitectureOnly() throws IOException {
        // when
        List<Path> files = installable("chorus-natives", withNatives).writeDebianPackages(noNeeds, out, work);

        // then
        assertEquals(
                List.of(out.resolve("chorus-natives_1.28.0_amd64.deb"), out.resolve("chorus-natives_1.28.0_arm64.deb")),
                files);
        Path bundle = Files.write(
                folder.resolve("found.jar"), amd64(files).content(PLUGINS + "5s/dev.chorus.natives_1.28.0.jar"));
        assertHasNativesOf("x64", bundle);
    }

    @Test
    void writeDeploymentPackages_natives_areInOnePackageTogetherAndInOneForEachArchitecture() throws IOException {
        // when
        List<Path> files = installable("chorus-natives", withNatives).writeDeploymentPackages(out, work);

        // then
        assertEquals(
                List.of(
                        out.resolve("chorus-natives_1.28.0.dp"),
                        out.resolve("amd64/chorus-natives_1.28.0.dp"),
                        out.resolve("arm64/chorus-natives_1.28.0.dp")),
                files);
        assertArrayEquals(Files.readAllBytes(withNatives.path()), onlyBundle(files.get(0)));
        assertHasNativesOf("x64", Files.write(folder.resolve("x64.jar"), onlyBundle(files.get(1))));
        assertHasNativesOf("arm", Files.write(folder.resolve("arm.jar"), onlyBundle(files.get(2))));
    }

    @Test
    void writeDeploymentPackages_withoutNatives_isOne() throws IOException {
        List<Path> files = installable("chorus-test", ours).writeDeploymentPackages(out, work);

        assertEquals(List.of(out.resolve("chorus-test_1.2.0.dp")), files);
    }

    private void assertHasNativesOf(String name, Path bundle) throws IOException {
        BundleFile read = BundleFile.read(bundle);
        assertEquals(withNatives.symbolicName(), read.symbolicName());
        assertEquals(withNatives.version(), read.version());
        List<HeaderClause> natives =
                HeaderClause.parse(read.header("Bundle-NativeCode").orElseThrow());
        assertEquals(
                List.of(List.of("lib/" + name + "/a.so", "lib/" + name + "/b.so")),
                natives.stream().map(HeaderClause::paths).toList());
        try (JarFile jar = new JarFile(bundle.toFile())) {
            assertEquals(
                    List.of("com/others/Theirs.class", "lib/" + name + "/a.so", "lib/" + name + "/b.so"),
                    jar.stream()
                            .map(ZipEntry::getName)
                            .filter(entry -> !entry.startsWith("META-INF"))
                            .toList());
            try (InputStream content = jar.getInputStream(jar.getEntry("lib/" + name + "/a.so"))) {
                assertEquals("lib/" + name + "/a.so", new String(content.readAllBytes()));
            }
        }
    }

    private DebFile onlyDebian(Installable installable) throws IOException {
        return DebFile.read(installable.writeDebianPackages(noNeeds, out, work).get(0));
    }

    private static DebFile amd64(List<Path> files) throws IOException {
        return DebFile.read(files.get(0));
    }

    private static byte[] onlyBundle(Path deploymentPackage) throws IOException {
        try (JarInputStream in = new JarInputStream(Files.newInputStream(deploymentPackage))) {
            in.getNextEntry();
            return in.readAllBytes();
        }
    }

    private static Installable installable(String name, BundleFile bundle) {
        return new Installable(
                DeploymentPackage.ofOneVersion(name, List.of(bundle)),
                new DebianDetails("For a test", "All ours\n", List.of("libc6 (>= 2.27)")));
    }
}
