package dev.chorus.tools.packaging;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.FamilyJson;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.files.InputFile;
import dev.chorus.tools.files.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes packages of a variant for later versions of its family. */
public final class LaterModel {

    private LaterModel() {}

    /**
     * Writes the package of a variant with the same model and a new description.
     *
     * @param familyFolder folder with {@code family.json} and the models
     * @param version new version of family, package and bundle
     * @param folder receives a new folder with the package
     * @return the deployment package
     */
    public static Path write(Path familyFolder, String variant, String version, Path folder) throws IOException {
        Family family = ModelBundle.readFamily(familyFolder);
        byte[] model = InputFile.bytes(
                familyFolder.resolve(family.variant(variant).orElseThrow().model()));
        return write(family, variant, version, family.labelSet().labels(), model, folder);
    }

    /**
     * Writes the package of a variant with another model or other labels.
     *
     * @param labels new labels of the family
     * @param model file to use as its ONNX model
     */
    public static Path write(
            Family family, String variant, String version, List<String> labels, byte[] model, Path folder)
            throws IOException {
        Path later = Files.createTempDirectory(folder, "family");
        OutputFile.write(later.resolve(family.variant(variant).orElseThrow().model()), model);
        List<Variant> variants = family.variants().stream()
                .map(one -> one.id().equals(variant) ? one.withModel(ModelBundle.sha256(model), one.accuracy()) : one)
                .toList();
        Family described = new Family(family.name(), version, new LabelSet(labels), variants, family.fused());
        OutputFile.write(later.resolve("family.json"), FamilyJson.write(described));
        BundleFile bundle = ModelBundle.of(later, variant).writeTo(later);
        return DeploymentPackage.ofOneVersion("chorus-model-" + family.name() + "-" + variant, List.of(bundle))
                .writeTo(later);
    }
}
