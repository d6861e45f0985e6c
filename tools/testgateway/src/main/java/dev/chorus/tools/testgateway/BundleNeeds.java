package dev.chorus.tools.testgateway;

import dev.chorus.tools.packaging.Architecture;
import dev.chorus.tools.packaging.HeaderClause;
import dev.chorus.tools.packaging.VersionRange;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;

/**
 * What a bundle's manifest demands and offers, as far as the stand-in resolves it: natives for the processor, and Java packages of
 * Chorus and ONNX Runtime. All others the platform is taken to have.
 *
 * @param exports versions by Java package
 * @param processors empty for a bundle without natives
 * @param isRest whether it brings a REST service, at whose start and end Kura's REST services are gone for a moment
 */
record BundleNeeds(List<HeaderClause> imports, Map<String, String> exports, List<String> processors, boolean isRest) {

    private static final Map<String, String> PROCESSORS = Map.of("amd64", "x86-64", "aarch64", "aarch64");

    static BundleNeeds of(Attributes headers) {
        List<HeaderClause> imports = HeaderClause.parse(value(headers, "Import-Package"));
        Map<String, String> exports = new HashMap<>();
        for (HeaderClause clause : HeaderClause.parse(value(headers, "Export-Package"))) {
            clause.paths().forEach(name -> exports.put(name, clause.parameters().getOrDefault("version", "0")));
        }
        List<String> processors = HeaderClause.parse(value(headers, Architecture.NATIVE_CODE)).stream()
                .map(clause -> clause.parameters().get("processor"))
                .toList();
        return new BundleNeeds(imports, exports, processors, imports.stream().anyMatch(clause -> clause.paths()
                .contains("javax.ws.rs")));
    }

    private static String value(Attributes headers, String name) {
        return Optional.ofNullable(headers.getValue(name)).orElse("");
    }

    /**
     * Whether a framework resolves the bundle.
     *
     * @param osArch such as {@code amd64}
     * @param others resolved bundles
     */
    boolean isMet(String osArch, Collection<BundleNeeds> others) {
        boolean hasNatives = processors.isEmpty() || processors.contains(PROCESSORS.getOrDefault(osArch, osArch));
        return hasNatives
                && imports.stream()
                        .filter(clause -> !"optional".equals(clause.parameters().get("resolution:")))
                        .allMatch(clause -> clause.paths().stream()
                                .filter(BundleNeeds::isOurs)
                                .allMatch(name -> isExported(name, clause, others)));
    }

    private boolean isExported(String name, HeaderClause imported, Collection<BundleNeeds> others) {
        VersionRange range = new VersionRange(imported.parameters().getOrDefault("version", "0"));
        return exports.containsKey(name)
                || others.stream()
                        .map(other -> other.exports().get(name))
                        .anyMatch(version -> version != null && range.includes(version));
    }

    private static boolean isOurs(String javaPackage) {
        return javaPackage.startsWith("dev.chorus.") || javaPackage.startsWith("ai.onnxruntime");
    }
}
