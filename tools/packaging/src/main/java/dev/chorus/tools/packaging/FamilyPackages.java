package dev.chorus.tools.packaging;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The packages of one family, for Kura 5.6 and for Kura 6: one for each variant, of the family's version.
 *
 * @param familyFolder holds {@code family.json} and the model files
 */
public record FamilyPackages(Path familyFolder) {

    /**
     * Writes a model bundle, a deployment package and a Debian package for each variant, over those of that version.
     * Nothing is written where a model file is missing or wrong; other files stay.
     *
     * @param folder created where it is missing
     * @return what was written, the bundle of each variant before its packages
     * @throws IllegalArgumentException if {@code family.json} or a model file is not as it must be
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
     * Writes the deployment package of one variant, over that of that version.
     *
     * @param folder created where it is missing; gets the model bundle too
     * @param variantId a member of the family
     * @return the package
     * @throws IllegalArgumentException if {@code family.json} or the model file is not as it must be, or there is no such member
     */
    public Path writeVariant(Path folder, String variantId) throws IOException {
        return packageOf(ModelBundle.of(familyFolder, variantId), folder).writeTo(folder);
    }

    /** What the package of a variant is called. */
    public static String packageName(String family, String variantId) {
        return "chorus-model-" + family + "-" + variantId;
    }

    /**
     * What the packages are made of, none of them written yet.
     *
     * @param bundlesFolder gets the model bundles; created where it is missing
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
