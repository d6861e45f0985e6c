package dev.chorus.tools.packaging;

import dev.chorus.tools.files.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A deployment package to be written: always a full one, since Kura loses fix-packs when it rebuilds its storage.
 *
 * @param name what the gateway knows it by, also over updates
 * @param version {@code major.minor.micro}, maybe with a qualifier
 * @param bundles at least one, no two with one symbolic name; kept in the order of their symbolic names
 */
public record DeploymentPackage(String name, String version, List<BundleFile> bundles) {

    /** @throws IllegalArgumentException naming what is wrong and what is allowed */
    public DeploymentPackage {
        if (!BundleFile.NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("package name is '" + name + "', allowed are letters, digits, _ . -");
        }
        if (!BundleFile.VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException(
                    "version of package " + name + " is '" + version + "', allowed is major.minor.micro");
        }
        if (bundles.isEmpty()) {
            throw new IllegalArgumentException("package " + name + " has no bundles, allowed is at least one");
        }
        bundles = bundles.stream()
                .sorted(Comparator.comparing(BundleFile::symbolicName))
                .toList();
        Set<String> names = new HashSet<>();
        for (BundleFile bundle : bundles) {
            if (!names.add(bundle.symbolicName())) {
                throw new IllegalArgumentException(
                        "bundle " + bundle.symbolicName() + " stands twice in package " + name);
            }
        }
    }

    /**
     * The package of these bundles, with their version.
     *
     * @throws IllegalArgumentException if their versions differ, or as the constructor says
     */
    public static DeploymentPackage ofOneVersion(String name, List<BundleFile> bundles) {
        List<String> versions =
                bundles.stream().map(BundleFile::version).distinct().toList();
        if (versions.size() > 1) {
            throw new IllegalArgumentException(
                    "bundles of package " + name + " have the versions " + versions + ", allowed is one for all");
        }
        return new DeploymentPackage(name, versions.isEmpty() ? "0.0.0" : versions.get(0), bundles);
    }

    /** The file's name, as Kura expects it. */
    public String fileName() {
        return name + "_" + version + ".dp";
    }

    /**
     * Writes the package, over one of that name and version.
     *
     * @param folder created where it is missing
     * @return the file
     */
    public Path writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(fileName());
        // Our bundles are not compressed themselves: as a whole each takes a third less than class by class.
        ReproducibleZip.writeCompressed(file, zip -> {
            zip.addManifest(manifest());
            for (BundleFile bundle : bundles) {
                zip.add(entryName(bundle), InputFile.bytes(bundle.path()));
            }
        });
        return file;
    }

    private ManifestText manifest() {
        ManifestText manifest = new ManifestText()
                .header("DeploymentPackage-ManifestVersion", "1")
                .header("DeploymentPackage-SymbolicName", name)
                .header("DeploymentPackage-Version", version);
        for (BundleFile bundle : bundles) {
            manifest.section(entryName(bundle))
                    .header("Bundle-SymbolicName", bundle.symbolicName())
                    .header("Bundle-Version", bundle.version());
        }
        return manifest;
    }

    private static String entryName(BundleFile bundle) {
        return "bundles/" + bundle.fileName();
    }
}
