package dev.chorus.inference.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names the C library that this process runs on, by the files that are mapped into it (proc(5), {@code /proc/pid/maps}). */
final class CLibrary {

    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final Pattern MUSL = Pattern.compile("/(ld-musl-|libc\\.musl-)[^/]*$");

    /** Up to glibc 2.33 the file has the version in its name. */
    private static final Pattern OLDER_GLIBC = Pattern.compile("/libc-(\\d+\\.\\d+)\\.so$");

    private static final Pattern NEWER_GLIBC = Pattern.compile("/libc\\.so\\.6$");

    private CLibrary() {}

    /** For example {@code glibc 2.24}, {@code glibc 2.34 or newer}, {@code musl}. */
    static String name() {
        try {
            // Paths may have any bytes.
            return name(Files.readAllLines(MAPS, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return name(List.of());
        }
    }

    /** @param maps lines that end in the path of a file */
    static String name(List<String> maps) {
        String glibc = null;
        for (String line : maps) {
            Matcher older = OLDER_GLIBC.matcher(line);
            if (MUSL.matcher(line).find()) {
                return "musl";
            } else if (older.find()) {
                glibc = "glibc " + older.group(1);
            } else if (NEWER_GLIBC.matcher(line).find()) {
                glibc = "glibc 2.34 or newer";
            }
        }
        return glibc == null ? "an unknown C library" : glibc;
    }
}
