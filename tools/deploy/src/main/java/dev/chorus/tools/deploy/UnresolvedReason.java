package dev.chorus.tools.deploy;

import dev.chorus.tools.packaging.BundleWiring;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds out why a bundle does not run, from its state, its manifest and the other bundles of the gateway: Kura writes it nowhere.
 *
 * @param packages all that are at hand
 * @param bundles those of the gateway
 * @param osArch the gateway's processor by Java's name; empty if the user may not ask for it
 */
record UnresolvedReason(List<PackageFile> packages, List<BundleState> bundles, Optional<String> osArch) {

    private static final int NAMED = 3;

    /**
     * What keeps a bundle from running, for people.
     *
     * @param bundle one that is not active
     * @param state as OSGi names it; {@code missing} for one that is not there
     */
    String of(PackageFile.Content bundle, String state) {
        if (!state.equals(BundleState.UNRESOLVED)) {
            return "it does not start; the gateway's log has the reason";
        }
        List<String> processors = bundle.wiring().processors();
        if (osArch.isPresent() && !bundle.wiring().fits(osArch.get())) {
            return "it has natives for " + String.join(", ", processors) + " only, and the gateway's processor is "
                    + BundleWiring.processor(osArch.get());
        }
        return bundle.wiring().imports().stream()
                .map(this::missing)
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> natives(bundle.wiring()))
                .orElseGet(() -> foreign(bundle.wiring()));
    }

    /** The installed bundle may have other natives than the one at hand, under the same version. */
    private Optional<String> natives(BundleWiring wiring) {
        if (wiring.processors().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                osArch.isPresent()
                        ? "the installed one may have natives for another processor than "
                                + BundleWiring.processor(osArch.get()) + "; remove its package and call again"
                        : "it has natives for " + String.join(", ", wiring.processors())
                                + " only; or the installed one has others, then remove its package and call again");
    }

    /** Why a package of Chorus' own cannot be imported; empty if it can, or if it is none. */
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
                ? Optional.of("it needs " + imported + ", which no package here has")
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
            return Optional.of("it needs the bundle " + exporter.symbolicName() + ", which is " + BundleState.UNRESOLVED
                    + " itself");
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
