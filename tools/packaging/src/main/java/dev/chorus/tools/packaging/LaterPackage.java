package dev.chorus.tools.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Writes packages of later releases: a gateway reloads a bundle only if its version differs. */
public final class LaterPackage {

    private LaterPackage() {}

    /**
     * Writes a copy of a package whose bundles differ in their version only.
     *
     * @param built original package
     * @param name name of the new package, which may be the same
     * @param version version of the new package and its bundles
     * @param folder receives the new package and its bundles
     * @return the deployment package
     */
    public static Path write(Path built, String name, String version, Path folder) throws IOException {
        List<BundleFile> bundles = new ArrayList<>();
        try (InputStream in = Files.newInputStream(built);
                JarInputStream content = new JarInputStream(in)) {
            for (JarEntry entry = content.getNextJarEntry(); entry != null; entry = content.getNextJarEntry()) {
                Path bundle = folder.resolve(Path.of(entry.getName()).getFileName());
                rewrite(content, version, bundle);
                bundles.add(BundleFile.read(bundle));
            }
        }
        return DeploymentPackage.ofOneVersion(name, bundles).writeTo(folder);
    }

    /** Does not close the stream: it is an entry of the surrounding archive. */
    @SuppressWarnings("resource")
    private static void rewrite(InputStream bundle, String version, Path file) throws IOException {
        JarInputStream old = new JarInputStream(bundle);
        Manifest manifest = new Manifest(old.getManifest());
        manifest.getMainAttributes().putValue("Bundle-Version", version);
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (JarEntry entry = old.getNextJarEntry(); entry != null; entry = old.getNextJarEntry()) {
                jar.putNextEntry(new JarEntry(entry.getName()));
                old.transferTo(jar);
            }
        }
    }
}
