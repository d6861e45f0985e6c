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
 * Deployment package to be written: always a full one, since Kura loses fix-packs when it rebuilds its storage.
 *
 * @param name symbolic name on the gateway, the same for updates
 * @param version {@code major.minor.micro}, optionally with a qualifier
 * @param bundles at least one, with distinct symbolic names; sorted by symbolic name
 */
public record DeploymentPackage(String name, String version, List<BundleFile> bundles) {

    /** @throws IllegalArgumentException naming the requirement and the value */
    public DeploymentPackage {
        if (!BundleFile.NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("package name must be letters, digits, _ . -, was '" + name + "'");
        }
        if (!BundleFile.VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException(
                    "version of package " + name + " must be major.minor.micro, was '" + version + "'");
        }
        if (bundles.isEmpty()) {
            throw new IllegalArgumentException("package " + name + " must have at least one bundle, had none");
        }
        bundles = bundles.stream()
                .sorted(Comparator.comparing(BundleFile::symbolicName))
                .toList();
        Set<String> names = new HashSet<>();
        for (BundleFile bundle : bundles) {
            if (!names.add(bundle.symbolicName())) {
                throw new IllegalArgumentException("bundle " + bundle.symbolicName() + " is twice in package " + name);
            }
        }
    }

    /**
     * Returns the package of these bundles, with their version.
     *
     * @throws IllegalArgumentException if their versions differ, or as for the constructor
     */
    public static DeploymentPackage ofOneVersion(String name, List<BundleFile> bundles) {
        List<String> versions =
                bundles.stream().map(BundleFile::version).distinct().toList();
        if (versions.size() > 1) {
            throw new IllegalArgumentException(
                    "bundles of package " + name + " must have the same version, had " + versions);
        }
        return new DeploymentPackage(name, versions.isEmpty() ? "0.0.0" : versions.get(0), bundles);
    }

    /** Returns the file name that Kura expects. */
    public String fileName() {
        return name + "_" + version + ".dp";
    }

    /**
     * Writes the package, replacing a file of that name and version.
     *
     * @param folder created if missing
     * @return the written file
     */
    public Path writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(fileName());
        // Chorus' bundles are not compressed: deflated as a whole, each is a third smaller than class by class.
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
