package dev.chorus.tools.packaging;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which packages need which: a package needs those whose bundles export what its own import. So nobody has to say it, or can
 * forget to.
 */
final class PackageNeeds {

    private final List<DeploymentPackage> all;
    private final Map<String, DeploymentPackage> exporters = new HashMap<>();

    /** Among these packages. */
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

    /** Those that it needs directly, in the order of all. */
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
