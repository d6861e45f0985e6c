package dev.chorus.tools.packaging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads a Debian package in the format of deb(5), so that tests need no dpkg.
 *
 * @param controls its control files by name
 * @param entries installed files by path, each beginning with {@code ./}
 * @param contents of its files, by path
 */
public record DebFile(
        Map<String, String> controls, Map<String, TarArchiveEntry> entries, Map<String, byte[]> contents) {

    /** Reads a package; fails if it has other members, or in another order, than deb(5) allows. */
    public static DebFile read(Path file) throws IOException {
        try (ArArchiveInputStream members = new ArArchiveInputStream(Files.newInputStream(file))) {
            String version = new String(member(members, "debian-binary"), StandardCharsets.US_ASCII);
            if (!version.equals("2.0\n")) {
                throw new IOException("debian-binary is '" + version + "'");
            }
            DebFile control = readTar(Map.of(), member(members, "control.tar.gz"));
            Map<String, String> controls = new LinkedHashMap<>();
            control.contents.forEach(
                    (name, content) -> controls.put(name, new String(content, StandardCharsets.UTF_8)));
            return readTar(controls, member(members, "data.tar.gz"));
        }
    }

    /** The control file. */
    public String control() {
        return controls.get("./control");
    }

    /** The first line of a field of the control file. */
    public String field(String name) {
        return control()
                .lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + control()));
    }

    /** Returns its dependencies. */
    public List<String> dependencies() {
        return List.of(field("Depends").split(", "));
    }

    /** The content of a file that it installs. */
    public byte[] content(String path) {
        if (!contents.containsKey(path)) {
            throw new AssertionError("no " + path + ", there are " + contents.keySet());
        }
        return contents.get(path);
    }

    private static byte[] member(ArArchiveInputStream members, String name) throws IOException {
        ArArchiveEntry entry = members.getNextEntry();
        if (entry == null || !entry.getName().equals(name)) {
            throw new IOException("member is " + entry + ", wanted " + name);
        }
        return members.readAllBytes();
    }

    private static DebFile readTar(Map<String, String> controls, byte[] archive) throws IOException {
        Map<String, TarArchiveEntry> entries = new LinkedHashMap<>();
        Map<String, byte[]> contents = new LinkedHashMap<>();
        try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(unpacked)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry.getName(), entry);
                if (entry.isFile()) {
                    contents.put(entry.getName(), tar.readAllBytes());
                }
            }
        }
        return new DebFile(controls, entries, contents);
    }
}
