package dev.chorus.tools.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * Bundle on disk, as described by its manifest.
 *
 * @param path path of the file
 * @param symbolicName symbolic name without directives
 * @param version {@code major.minor.micro}, optionally with a qualifier
 */
public record BundleFile(Path path, String symbolicName, String version) {

    static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,200}");
    static final Pattern VERSION = Pattern.compile("\\d{1,9}\\.\\d{1,9}\\.\\d{1,9}(\\.[A-Za-z0-9_-]+)?");

    /** @throws IllegalArgumentException naming the file, the header, its value and the required form */
    public BundleFile {
        require(path, "Bundle-SymbolicName", symbolicName, NAME, "letters, digits, _ . -");
        require(path, "Bundle-Version", version, VERSION, "major.minor.micro");
    }

    /**
     * Reads a bundle's manifest.
     *
     * @throws IllegalArgumentException if the file is a jar but not a bundle, see the constructor
     * @throws IOException if the file cannot be read or is not a jar
     */
    public static BundleFile read(Path path) throws IOException {
        Map<String, String> headers = headers(path);
        String symbolicName = headers.get("Bundle-SymbolicName");
        return new BundleFile(
                path,
                symbolicName == null ? null : symbolicName.split(";", 2)[0].trim(),
                headers.get("Bundle-Version"));
    }

    /** Returns the main section of its manifest, in order; read from disk at each call. */
    Map<String, String> headers() throws IOException {
        return headers(path);
    }

    /** Returns a header of its manifest, if present; read from disk at each call. */
    Optional<String> header(String name) throws IOException {
        return Optional.ofNullable(headers().get(name));
    }

    /** Returns the packages of its mandatory imports; read from disk at each call. */
    List<HeaderClause> requiredImports() throws IOException {
        return HeaderClause.parse(header("Import-Package").orElse("")).stream()
                .filter(imported -> !"optional".equals(imported.parameters().get("resolution:")))
                .toList();
    }

    /** Returns the usual file name of the bundle. */
    String fileName() {
        return symbolicName + "_" + version + ".jar";
    }

    private static Map<String, String> headers(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            Manifest manifest = jar.getManifest();
            Map<String, String> headers = new LinkedHashMap<>();
            if (manifest != null) {
                manifest.getMainAttributes()
                        .forEach((name, value) -> headers.put(((Attributes.Name) name).toString(), value.toString()));
            }
            return headers;
        }
    }

    private static void require(Path path, String header, String value, Pattern pattern, String required) {
        if (value == null || !pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    path + ": " + header + " must be " + required + ", was '" + value + "'; is it a bundle?");
        }
    }
}
