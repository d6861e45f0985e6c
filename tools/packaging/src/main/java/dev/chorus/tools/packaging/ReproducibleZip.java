package dev.chorus.tools.packaging;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip file whose bytes depend on nothing but the names, contents and order of its entries. */
final class ReproducibleZip implements Closeable {

    /** Local, not an instant: a zip holds no time zone, so an instant would give other bytes in another one. */
    static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private final ZipOutputStream out;

    /** Starts a file, over one that may be there. */
    ReproducibleZip(Path file) throws IOException {
        out = new ZipOutputStream(Files.newOutputStream(file));
        out.setMethod(ZipOutputStream.STORED);
    }

    /** Adds an entry after those already there. */
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

    /** Adds the manifest, which must come first: it is read as a stream. */
    void addManifest(ManifestText manifest) throws IOException {
        add("META-INF/MANIFEST.MF", manifest.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
