package dev.chorus.tools.packaging;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Determines dependencies between packages: a package depends on the packages whose bundles export what its bundles
 * import, so that dependencies are not maintained by hand.
 */
final class PackageNeeds {

    private final List<DeploymentPackage> all;
    private final Map<String, DeploymentPackage> exporters = new HashMap<>();

    /** Considers these packages. */
    PackageNeeds(List<DeploymentPackage> all) throws IOException {
        this.all = all;
        for (DeploymentPackage exporter : all) {
            for (BundleFile bundle : exporter.bundles()) {
                for (HeaderClause exported :
                        HeaderClause.parse(bundle.header("Export-Package").orElse(""))) {
                    exported.paths().forEach(javaPackage -> exporters.put(javaPackage, exporter));
                }
            }
        }
    }

    /** Returns the direct dependencies of a package, in the order of all packages. */
    List<DeploymentPackage> of(DeploymentPackage importer) throws IOException {
        Set<DeploymentPackage> needed = new HashSet<>();
        for (BundleFile bundle : importer.bundles()) {
            for (HeaderClause imported : bundle.requiredImports()) {
                imported.paths().forEach(javaPackage -> needed.add(exporters.get(javaPackage)));
            }
        }
        needed.remove(importer);
        return all.stream().filter(needed::contains).toList();
    }
}
