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

/** Packages as later releases would have them: a gateway reloads a bundle only if its version is another. */
public final class LaterPackage {

    private LaterPackage() {}

    /**
     * Writes a package whose bundles are those of another one except for their version.
     *
     * @param built the other package
     * @param name of the new one, which may be the same
     * @param version of the new one and of its bundles
     * @param folder where the new one and its bundles go
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

    /** Not closed: it is an entry of the archive around it. */
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
