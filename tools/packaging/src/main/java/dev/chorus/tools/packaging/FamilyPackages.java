package dev.chorus.tools.packaging;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The deployment packages of one family: one for each variant, of the family's version.
 *
 * @param familyFolder holds {@code family.json} and the model files
 */
public record FamilyPackages(Path familyFolder) {

    /**
     * Writes a model bundle and a deployment package for each variant, over those of that version. Nothing is written where
     * a model file is missing or wrong; other files stay.
     *
     * @param folder created where it is missing
     * @return what was written, the bundle of each variant before its package
     * @throws IllegalArgumentException if {@code family.json} or a model file is not as it must be
     */
    public List<Path> writeTo(Path folder) throws IOException {
        for (ModelBundle bundle : bundles()) {
            bundle.readModel();
        }
        List<Path> written = new ArrayList<>();
        for (DeploymentPackage deploymentPackage : packages(folder)) {
            written.add(deploymentPackage.bundles().get(0).path());
            written.add(deploymentPackage.writeTo(folder));
        }
        return written;
    }

    /**
     * The packages, not yet written.
     *
     * @param bundlesFolder gets the model bundles; created where it is missing
     */
    List<DeploymentPackage> packages(Path bundlesFolder) throws IOException {
        List<DeploymentPackage> packages = new ArrayList<>();
        for (ModelBundle bundle : bundles()) {
            String name = "chorus-model-" + bundle.family().name() + "-"
                    + bundle.variant().id();
            packages.add(DeploymentPackage.ofOneVersion(name, List.of(bundle.writeTo(bundlesFolder))));
        }
        return packages;
    }

    private List<ModelBundle> bundles() throws IOException {
        Family family = ModelBundle.readFamily(familyFolder);
        List<ModelBundle> bundles = new ArrayList<>();
        for (Variant variant : family.variants()) {
            bundles.add(new ModelBundle(familyFolder, family, variant));
        }
        return bundles;
    }
}
