package dev.chorus.tools.packaging;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Packages of one family for Kura 5.6 and Kura 6: one per variant, with the family's version.
 *
 * @param familyFolder folder with {@code family.json} and the model files
 */
public record FamilyPackages(Path familyFolder) {

    /**
     * Writes a model bundle, a deployment package and a Debian package per variant, replacing files of that version.
     * Writes nothing if a model file is missing or invalid; other files are kept.
     *
     * @param folder created if missing
     * @return the written files, the bundle of each variant before its packages
     * @throws IllegalArgumentException if {@code family.json} or a model file is invalid
     */
    public List<Path> writeTo(Path folder) throws IOException {
        for (ModelBundle bundle : bundles()) {
            bundle.readModel();
        }
        PackageNeeds none = new PackageNeeds(List.of());
        List<Path> written = new ArrayList<>();
        try (TemporaryFolder work = TemporaryFolder.create()) {
            for (Installable model : installables(folder)) {
                written.add(model.content().bundles().get(0).path());
                written.addAll(model.writeDeploymentPackages(folder, work.path()));
                written.addAll(model.writeDebianPackages(none, folder, work.path()));
            }
        }
        return written;
    }

    /**
     * Writes the deployment package of one variant, replacing a file of that version.
     *
     * @param folder created if missing; also receives the model bundle
     * @param variantId a member of the family
     * @return the package file
     * @throws IllegalArgumentException if {@code family.json} or the model file is invalid, or the member does not
     *     exist
     */
    public Path writeVariant(Path folder, String variantId) throws IOException {
        return packageOf(ModelBundle.of(familyFolder, variantId), folder).writeTo(folder);
    }

    /** Returns the name of a variant's package. */
    public static String packageName(String family, String variantId) {
        return "chorus-model-" + family + "-" + variantId;
    }

    /**
     * Returns the contents of the packages, not written yet.
     *
     * @param bundlesFolder receives the model bundles; created if missing
     */
    List<Installable> installables(Path bundlesFolder) throws IOException {
        List<Installable> installables = new ArrayList<>();
        for (ModelBundle bundle : bundles()) {
            installables.add(new Installable(packageOf(bundle, bundlesFolder), DebianDetails.ofModel(bundle)));
        }
        return installables;
    }

    private static DeploymentPackage packageOf(ModelBundle bundle, Path bundlesFolder) throws IOException {
        String name = packageName(bundle.family().name(), bundle.variant().id());
        return DeploymentPackage.ofOneVersion(name, List.of(bundle.writeTo(bundlesFolder)));
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
