package dev.chorus.tools.deploy;

import dev.chorus.tools.packaging.BundleWiring;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Determines why a bundle is not active from its state, its manifest and the gateway's other bundles: Kura reports no
 * reason.
 *
 * @param packages all available packages
 * @param bundles bundles of the gateway
 * @param osArch processor of the gateway by Java's name; empty without permission to read it
 */
record UnresolvedReason(List<PackageFile> packages, List<BundleState> bundles, Optional<String> osArch) {

    private static final int NAMED = 3;

    /**
     * Explains why a bundle is not active.
     *
     * @param bundle bundle that is not active
     * @param state OSGi state; {@code missing} for a bundle that is not installed
     */
    String of(PackageFile.Content bundle, String state) {
        if (!state.equals(BundleState.UNRESOLVED)) {
            return "it does not start; the gateway's log has the reason";
        }
        List<String> processors = bundle.wiring().processors();
        if (osArch.isPresent() && !bundle.wiring().fits(osArch.get())) {
            return "it has natives for " + String.join(", ", processors) + " only, but the gateway's processor is "
                    + BundleWiring.processor(osArch.get());
        }
        return bundle.wiring().imports().stream()
                .map(this::missing)
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> natives(bundle.wiring()))
                .orElseGet(() -> foreign(bundle.wiring()));
    }

    /**
     * Explains natives: the installed bundle may have different natives than the available one, under the same version.
     */
    private Optional<String> natives(BundleWiring wiring) {
        if (wiring.processors().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                osArch.isPresent()
                        ? "the installed one may have natives for another processor than "
                                + BundleWiring.processor(osArch.get())
                                + "; remove its package and run the command again"
                        : "it has natives for " + String.join(", ", wiring.processors())
                                + " only, or the installed one has others; then remove its package and run the command again");
    }

    /** Explains why a package of Chorus cannot be imported; empty if it can, or if it is from another project. */
    private Optional<String> missing(BundleWiring.Import imported) {
        for (PackageFile file : packages) {
            for (PackageFile.Content exporter : file.bundles()) {
                String version = exporter.wiring().exports().get(imported.javaPackage());
                if (version != null) {
                    return missing(imported, file, exporter, version);
                }
            }
        }
        return imported.javaPackage().startsWith("dev.chorus.")
                ? Optional.of("it needs " + imported + ", which no available package exports")
                : Optional.empty();
    }

    private Optional<String> missing(
            BundleWiring.Import imported, PackageFile file, PackageFile.Content exporter, String version) {
        Optional<BundleState> there = bundles.stream()
                .filter(bundle -> exporter.symbolicName().equals(bundle.symbolicName()))
                .findFirst();
        if (there.isEmpty()) {
            return Optional.of("it needs the package " + file.name() + ", which is not installed");
        }
        if (there.get().isUnresolved()) {
            return Optional.of(
                    "it needs the bundle " + exporter.symbolicName() + ", which is " + BundleState.UNRESOLVED);
        }
        if (!there.get().version().equals(exporter.version())) {
            return Optional.of("it needs " + imported + ", and the gateway has " + exporter.symbolicName() + " "
                    + there.get().version() + "; update the package " + file.name());
        }
        return imported.range().includes(version)
                ? Optional.empty()
                : Optional.of("it needs " + imported + ", and " + file + " has " + version);
    }

    private static String foreign(BundleWiring wiring) {
        String imports = wiring.imports().stream()
                .filter(imported -> !imported.javaPackage().startsWith("dev.chorus."))
                .limit(NAMED)
                .map(BundleWiring.Import::toString)
                .collect(Collectors.joining(", "));
        return "it needs Kura 5.6 and Java 17" + (imports.isEmpty() ? "" : ", among them " + imports);
    }
}
