package dev.chorus.tools.packaging;

import dev.chorus.tools.files.OutputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Copy of a bundle without the natives of other architectures: same symbolic name, version and classes.
 *
 * @param bundle bundle with natives of this architecture
 * @param architecture architecture whose natives are kept
 */
record ArchitectureBundle(BundleFile bundle, Architecture architecture) {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    /**
     * Writes the copy under the file name of the complete bundle. Compressed entries are copied unchanged, so that
     * their bytes do not depend on the zlib used.
     *
     * @param folder created if missing; not the folder of the complete bundle
     */
    BundleFile writeTo(Path folder) throws IOException {
        List<HeaderClause> all =
                HeaderClause.parse(bundle.header(Architecture.NATIVE_CODE).orElse(""));
        List<HeaderClause> kept = all.stream().filter(architecture::isNamedIn).toList();
        Set<String> leftOut = new HashSet<>();
        all.forEach(clause -> leftOut.addAll(clause.paths()));
        kept.forEach(clause -> clause.paths().forEach(leftOut::remove));

        Files.createDirectories(folder);
        Path file = folder.resolve(bundle.path().getFileName());
        OutputFile.replace(file, draft -> copy(draft, kept, leftOut));
        return BundleFile.read(file);
    }

    private void copy(Path target, List<HeaderClause> kept, Set<String> leftOut) throws IOException {
        try (ZipFile from = ZipFile.builder().setPath(bundle.path()).get();
                ZipArchiveOutputStream to = new ZipArchiveOutputStream(target)) {
            for (ZipArchiveEntry entry : Collections.list(from.getEntriesInPhysicalOrder())) {
                if (entry.getName().equals(MANIFEST)) {
                    writeManifest(to, kept);
                } else if (!leftOut.contains(entry.getName())) {
                    try (InputStream raw = from.getRawInputStream(entry)) {
                        to.addRawArchiveEntry(copy(entry), raw);
                    }
                }
            }
        }
    }

    /** Omits what may depend on the time zone: times in extra fields are instants. */
    private static ZipArchiveEntry copy(ZipArchiveEntry entry) {
        ZipArchiveEntry copy = new ZipArchiveEntry(entry.getName());
        copy.setMethod(entry.getMethod());
        copy.setSize(entry.getSize());
        copy.setCompressedSize(entry.getCompressedSize());
        copy.setCrc(entry.getCrc());
        copy.setTimeLocal(ReproducibleZip.ENTRY_TIME);
        return copy;
    }

    private void writeManifest(ZipArchiveOutputStream to, List<HeaderClause> natives) throws IOException {
        ManifestText manifest = new ManifestText();
        bundle.headers().forEach((name, value) -> {
            if (name.equals(Architecture.NATIVE_CODE)) {
                manifest.header(name, natives.stream().map(HeaderClause::text).collect(Collectors.joining(",")));
            } else if (!name.equals("Manifest-Version")) {
                manifest.header(name, value);
            }
        });
        ZipArchiveEntry entry = new ZipArchiveEntry(MANIFEST);
        entry.setMethod(ZipEntry.STORED);
        entry.setTimeLocal(ReproducibleZip.ENTRY_TIME);
        to.putArchiveEntry(entry);
        to.write(manifest.toString().getBytes(StandardCharsets.UTF_8));
        to.closeArchiveEntry();
    }
}
