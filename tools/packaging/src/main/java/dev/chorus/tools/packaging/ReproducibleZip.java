package dev.chorus.tools.packaging;

import dev.chorus.tools.files.FileFailure;
import dev.chorus.tools.files.OutputFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Zip file whose bytes depend only on the names, contents and order of its entries; with compression also on the zlib
 * of the JDK.
 */
final class ReproducibleZip implements Closeable {

    /** Local time, not an instant: a zip has no time zone, so an instant would give other bytes in another one. */
    static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private final ZipOutputStream out;

    /** Content of a zip file. */
    interface Entries {

        /** Adds the entries. */
        void addTo(ReproducibleZip zip) throws IOException;
    }

    private ReproducibleZip(OutputStream file, int method) {
        out = new ZipOutputStream(file);
        out.setMethod(method);
        out.setLevel(Deflater.BEST_COMPRESSION);
    }

    /**
     * Writes or replaces a file whose entries are not compressed.
     *
     * @throws FileFailure if the file cannot be written; an older file is unchanged
     */
    static void write(Path file, Entries entries) throws FileFailure {
        write(file, ZipOutputStream.STORED, entries);
    }

    /**
     * Writes or replaces a file with compressed entries.
     *
     * @throws FileFailure if the file cannot be written; an older file is unchanged
     */
    static void writeCompressed(Path file, Entries entries) throws FileFailure {
        write(file, ZipOutputStream.DEFLATED, entries);
    }

    private static void write(Path file, int method, Entries entries) throws FileFailure {
        OutputFile.write(file, out -> {
            try (ReproducibleZip zip = new ReproducibleZip(out, method)) {
                entries.addTo(zip);
            }
        });
    }

    /** Appends an entry. */
    void add(String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(ENTRY_TIME);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }

    /** Adds the manifest, which must be the first entry: it is read as a stream. */
    void addManifest(ManifestText manifest) throws IOException {
        add("META-INF/MANIFEST.MF", manifest.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
