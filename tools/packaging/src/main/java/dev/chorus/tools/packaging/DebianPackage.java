package dev.chorus.tools.packaging;

import dev.chorus.tools.files.FileFailure;
import dev.chorus.tools.files.OutputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.Deflater;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.vafer.jdeb.Console;
import org.vafer.jdeb.DataProducer;
import org.vafer.jdeb.DebMaker;
import org.vafer.jdeb.PackagingException;
import org.vafer.jdeb.mapping.Mapper;
import org.vafer.jdeb.mapping.PermMapper;
import org.vafer.jdeb.producers.DataProducerFile;
import org.vafer.jdeb.producers.DataProducerPathTemplate;

/**
 * Writes a Debian package for Kura 6: bundles go to its plugin folders, one per start level.
 *
 * @param content name, version and bundles
 * @param control control data
 * @param copyright text of the copyright file
 */
record DebianPackage(DeploymentPackage content, DebianControl control, String copyright) {

    private static final String KURA_USER = "kurad";
    private static final String PLUGINS = "/opt/eclipse/kura/plugins/";
    private static final String DOCUMENTS = "/usr/share/doc/";

    private static final String ADDED_PROVIDER = "BC";
    private static final long NEARLY_FULL = 1 << 20;

    /** Owned by root, whichever user builds. */
    private static final Mapper DOCUMENT = new PermMapper(0, 0, "root", "root", 0644, 0755, 0, null);

    /** Owner and mode that Kura 6 uses for the bundles of add-ons. If the user does not exist dpkg uses the numbers. */
    private static final Mapper BUNDLE = new PermMapper(0, 0, KURA_USER, KURA_USER, 0600, 0755, 0, null);

    /** Parent folders of bundles, owned by root; jdeb would give them the owner of their first file. */
    private static final String[] FOLDERS = {"/opt", "/opt/eclipse", "/opt/eclipse/kura", "/opt/eclipse/kura/plugins"};

    /**
     * Writes {@code <name>_<version>_<architecture>.deb}, replacing an existing file.
     *
     * <p>jdeb adds a provider of cryptography to the JVM and never removes it. In Maven, where the class loader is
     * closed after the packages, later TLS connections, such as downloads, would fail for lack of the provider's
     * classes.
     *
     * @param folder created if missing
     */
    Path writeTo(Path folder) throws IOException {
        boolean before = Security.getProvider(ADDED_PROVIDER) != null;
        try {
            return write(folder);
        } finally {
            if (!before) {
                Security.removeProvider(ADDED_PROVIDER);
            }
        }
    }

    private Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(control.fileName());
        try (TemporaryFolder work = TemporaryFolder.create()) {
            Path controlFolder = Files.createDirectory(work.path().resolve("control"));
            OutputFile.write(controlFolder.resolve("control"), control.text());

            List<DataProducer> files = new ArrayList<>();
            files.add(folders(FOLDERS));
            List<String> bundles = new ArrayList<>();
            for (BundleFile bundle : content.bundles()) {
                String destination = PLUGINS + startLevel(bundle) + "/" + bundle.fileName();
                bundles.add(destination);
                files.add(folders(PLUGINS + startLevel(bundle)));
                files.add(producer(bundle.path(), destination, BUNDLE));
            }
            OutputFile.write(controlFolder.resolve("postinst"), postinst(bundles));
            Path documents = Path.of(DOCUMENTS, control.name());
            Path copyrightFile = work.path().resolve("copyright");
            OutputFile.write(copyrightFile, copyright);
            files.add(producer(copyrightFile, documents + "/copyright", DOCUMENT));
            files.add(producer(
                    writeChangelog(work.path().resolve("changelog.gz")), documents + "/changelog.gz", DOCUMENT));
            OutputFile.replace(file, draft -> make(draft, files, controlFolder));
        }
        return file;
    }

    private static void make(Path file, List<DataProducer> content, Path controlFolder) throws IOException {
        DebMaker maker = new DebMaker(new SilentConsole(), content, List.of());
        maker.setDeb(file.toFile());
        maker.setControl(controlFolder.toFile());
        maker.setCompression("gzip");
        maker.setOutputTimestampMs(DebianControl.TIME.toEpochMilli());
        try {
            maker.makeDeb();
        } catch (PackagingException e) {
            throw reasonOf(e);
        }
    }

    /** Unwraps the reason, which jdeb nests several times, and explains a full folder for temporary files. */
    private static IOException reasonOf(PackagingException failure) throws IOException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException reason) {
                Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
                boolean isFull = Files.getFileStore(temporary).getUsableSpace() < NEARLY_FULL;
                return isFull ? FileFailure.writingTo(temporary, reason) : reason;
            }
        }
        return new IOException(failure.getMessage(), failure);
    }

    private static DataProducer folders(String... paths) {
        return new DataProducerPathTemplate(paths, null, null, new Mapper[] {DOCUMENT});
    }

    private static DataProducer producer(Path file, String destination, Mapper permissions) {
        return new DataProducerFile(file.toFile(), destination, null, null, new Mapper[] {permissions});
    }

    /**
     * Returns the script that runs after kura-core is configured. It is needed if kura-core is installed in the same
     * call: dpkg unpacks all packages before kura-core adds its user. An owner set with dpkg-statoverride is kept.
     */
    private static String postinst(List<String> bundles) {
        return """
                #!/bin/sh
                # Kura may not have had its user yet when these files were unpacked.
                set -e
                if [ "$1" = configure ] && getent passwd %1$s >/dev/null && getent group %1$s >/dev/null; then
                    for file in %2$s; do
                        dpkg-statoverride --list "$file" >/dev/null || chown %1$s:%1$s "$DPKG_ROOT$file"
                    done
                fi
                """
                .formatted(KURA_USER, String.join(" ", bundles));
    }

    private Path writeChangelog(Path file) throws IOException {
        GzipParameters parameters = new GzipParameters();
        parameters.setCompressionLevel(Deflater.BEST_COMPRESSION);
        OutputFile.write(file, raw -> {
            try (GzipCompressorOutputStream out = new GzipCompressorOutputStream(raw, parameters)) {
                out.write(control.changelog().getBytes(StandardCharsets.UTF_8));
            }
        });
        return file;
    }

    /** Returns the start level: Kura 6 has third-party code in level 5, its own and add-ons in level 6. */
    static String startLevel(BundleFile bundle) throws IOException {
        return isThirdParty(bundle) ? "5s" : "6s";
    }

    private static boolean isThirdParty(BundleFile bundle) throws IOException {
        try (JarFile jar = new JarFile(bundle.path().toFile())) {
            List<String> classes = jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .toList();
            return !classes.isEmpty() && classes.stream().noneMatch(name -> name.startsWith("dev/chorus/"));
        }
    }

    /** Suppresses jdeb's message for each file. */
    private static final class SilentConsole implements Console {

        @Override
        public void debug(String message) {}

        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {}
    }
}
