package dev.chorus.tools.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;

/**
 * Requirements and capabilities of a bundle, from its manifest.
 *
 * @param imports mandatory imports
 * @param exports versions by Java package
 * @param processors processors with natives, by OSGi's names; empty for a bundle without natives
 * @param nativesOptional whether it resolves on other processors (OSGi Core 7, 3.10)
 */
public record BundleWiring(
        List<Import> imports, Map<String, String> exports, List<String> processors, boolean nativesOptional) {

    private static final String NO_NATIVES = "*";

    /** OSGi's names of processors by Java's {@code os.arch}. */
    private static final Map<String, String> PROCESSORS =
            Map.of("amd64", "x86-64", "x86_64", "x86-64", "aarch64", "aarch64", "arm", "arm");

    /** Java package that a bundle imports. */
    public record Import(String javaPackage, VersionRange range) {

        @Override
        public String toString() {
            return javaPackage + " " + range.text();
        }
    }

    /**
     * Reads a bundle.
     *
     * @param bundle the jar; not closed by this method
     * @throws IOException if its first entry is not a manifest
     */
    public static BundleWiring read(InputStream bundle) throws IOException {
        JarInputStream jar = new JarInputStream(bundle);
        if (jar.getManifest() == null) {
            throw new IOException("it is not a bundle: it has no manifest");
        }
        return of(jar.getManifest().getMainAttributes());
    }

    private static BundleWiring of(Attributes headers) {
        Map<String, String> exports = new HashMap<>();
        for (HeaderClause clause : clauses(headers, "Export-Package")) {
            clause.paths().forEach(name -> exports.put(name, clause.parameters().getOrDefault("version", "0")));
        }
        List<Import> imports = new ArrayList<>();
        for (HeaderClause clause : clauses(headers, "Import-Package")) {
            if (!"optional".equals(clause.parameters().get("resolution:"))) {
                VersionRange range = new VersionRange(clause.parameters().getOrDefault("version", "0"));
                clause.paths().stream()
                        .filter(name -> !exports.containsKey(name))
                        .forEach(name -> imports.add(new Import(name, range)));
            }
        }
        List<HeaderClause> natives = clauses(headers, Architecture.NATIVE_CODE);
        List<String> processors = natives.stream()
                .map(clause -> clause.parameters().getOrDefault("processor", ""))
                .filter(name -> !name.isEmpty())
                .toList();
        boolean optional = natives.stream().anyMatch(clause -> clause.paths().equals(List.of(NO_NATIVES)));
        return new BundleWiring(List.copyOf(imports), Map.copyOf(exports), processors, optional);
    }

    private static List<HeaderClause> clauses(Attributes headers, String name) {
        return HeaderClause.parse(Optional.ofNullable(headers.getValue(name)).orElse(""));
    }

    /**
     * Returns whether it has natives for a processor, or needs none.
     *
     * @param osArch Java's name, such as {@code amd64}
     */
    public boolean fits(String osArch) {
        return processors.isEmpty() || processors.contains(processor(osArch));
    }

    /** Returns whether its natives let it resolve on a processor, by {@code os.arch}. */
    public boolean resolvesOn(String osArch) {
        return nativesOptional || fits(osArch);
    }

    /** Returns OSGi's name of a processor by Java's; an unknown one is returned unchanged. */
    public static String processor(String osArch) {
        return PROCESSORS.getOrDefault(osArch, osArch);
    }
}
