package dev.chorus.tools.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Unit of installation, for Kura 5.6 and Kura 6.
 *
 * @param content name, version and bundles
 * @param details details of its Debian packages
 */
record Installable(DeploymentPackage content, DebianDetails details) {

    /** Kura 6 has Servlet, REST and their annotations below {@code jakarta} only. */
    private static final Pattern NOT_ON_KURA_6 = Pattern.compile("javax\\.(servlet|ws\\.rs|annotation)(\\..*)?");

    /**
     * Writes the deployment package; with natives also one per architecture without the others, in a folder with
     * Debian's name of it. These have the same name and version, so that a gateway has one of them.
     *
     * @param work folder for temporary files
     */
    List<Path> writeDeploymentPackages(Path folder, Path work) throws IOException {
        List<Path> written = new ArrayList<>(List.of(content.writeTo(folder)));
        for (Architecture architecture : architectures()) {
            written.add(contentFor(architecture, work).writeTo(folder.resolve(architecture.debianName())));
        }
        return written;
    }

    /**
     * Writes the Debian package; with natives one per architecture instead; none if Kura 6 could not resolve one of its
     * bundles.
     *
     * @param needs dependencies among all packages of the build
     * @param work folder for temporary files
     */
    List<Path> writeDebianPackages(PackageNeeds needs, Path folder, Path work) throws IOException {
        if (!isForKura6()) {
            return List.of();
        }
        List<Architecture> architectures = architectures();
        if (architectures.isEmpty()) {
            return List.of(debian(content, Optional.empty(), needs).writeTo(folder));
        }
        List<Path> written = new ArrayList<>();
        for (Architecture architecture : architectures) {
            written.add(debian(contentFor(architecture, work), Optional.of(architecture), needs)
                    .writeTo(folder));
        }
        return written;
    }

    private boolean isForKura6() throws IOException {
        for (BundleFile bundle : content.bundles()) {
            for (HeaderClause imported : bundle.requiredImports()) {
                if (imported.paths().stream().anyMatch(NOT_ON_KURA_6.asMatchPredicate())) {
                    return false;
                }
            }
        }
        return true;
    }

    private DebianPackage debian(DeploymentPackage bundles, Optional<Architecture> architecture, PackageNeeds needs)
            throws IOException {
        DebianControl control = new DebianControl(bundles, architecture, needs.of(content), details);
        return new DebianPackage(bundles, control, details.copyright());
    }

    private List<Architecture> architectures() throws IOException {
        StringBuilder natives = new StringBuilder();
        for (BundleFile bundle : content.bundles()) {
            natives.append(bundle.header(Architecture.NATIVE_CODE).orElse("")).append(',');
        }
        return Architecture.namedIn(natives.toString());
    }

    private DeploymentPackage contentFor(Architecture architecture, Path work) throws IOException {
        List<BundleFile> bundles = new ArrayList<>();
        for (BundleFile bundle : content.bundles()) {
            bundles.add(
                    bundle.header(Architecture.NATIVE_CODE).isEmpty()
                            ? bundle
                            : new ArchitectureBundle(bundle, architecture)
                                    .writeTo(work.resolve(architecture.debianName())));
        }
        return new DeploymentPackage(content.name(), content.version(), bundles);
    }
}
