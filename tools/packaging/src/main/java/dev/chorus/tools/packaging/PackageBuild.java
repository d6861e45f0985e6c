package dev.chorus.tools.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Builds the packages of the project: one per feature and one per variant of each family. */
public final class PackageBuild {

    private final Path featuresFolder;
    private final Path modelsFolder;

    PackageBuild(Path featuresFolder, Path modelsFolder) {
        this.featuresFolder = featuresFolder;
        this.modelsFolder = modelsFolder;
    }

    /**
     * Writes all packages, after deleting those of an earlier build.
     *
     * @param arguments the folder of features, each with its bundles in {@code target/bundles}; the folder of families,
     *     each with a {@code family.json}; the folder for deployment packages; the folder for Debian packages
     * @throws IllegalArgumentException naming the requirement and the value
     */
    public static void main(String... arguments) throws IOException {
        if (arguments.length != 4) {
            throw new IllegalArgumentException(
                    "arguments must be four folders: features, models, output of .dp files, output of .deb files, were "
                            + List.of(arguments));
        }
        new PackageBuild(Path.of(arguments[0]), Path.of(arguments[1]))
                .writeTo(Path.of(arguments[2]), Path.of(arguments[3]));
    }

    private void writeTo(Path dpFolder, Path debFolder) throws IOException {
        try (TemporaryFolder work = TemporaryFolder.create()) {
            List<Installable> installables = new ArrayList<>(features());
            installables.addAll(models(work.path().resolve("models")));
            List<DeploymentPackage> packages =
                    installables.stream().map(Installable::content).toList();
            requireDistinctBundles(packages);
            PackageNeeds needs = new PackageNeeds(packages);
            deleteFiles(dpFolder, ".dp");
            deleteFiles(debFolder, ".deb");
            for (Installable installable : installables) {
                installable.writeDeploymentPackages(dpFolder, work.path());
                installable.writeDebianPackages(needs, debFolder, work.path());
            }
        }
    }

    private List<Installable> features() throws IOException {
        List<Installable> features = new ArrayList<>();
        for (Path feature : children(featuresFolder)) {
            Path bundles = feature.resolve("target/bundles");
            if (Files.isDirectory(bundles)) {
                List<BundleFile> files = new ArrayList<>();
                for (Path bundle : children(bundles)) {
                    files.add(BundleFile.read(bundle));
                }
                features.add(new Installable(
                        DeploymentPackage.ofOneVersion(feature.getFileName().toString(), files),
                        DebianDetails.ofFeature(feature)));
            }
        }
        return features;
    }

    private List<Installable> models(Path modelBundles) throws IOException {
        List<Installable> models = new ArrayList<>();
        for (Path familyFolder : children(modelsFolder)) {
            if (Files.exists(familyFolder.resolve("family.json"))) {
                models.addAll(new FamilyPackages(familyFolder).installables(modelBundles));
            }
        }
        return models;
    }

    private static void requireDistinctBundles(List<DeploymentPackage> packages) {
        Map<String, String> owners = new HashMap<>();
        for (DeploymentPackage deploymentPackage : packages) {
            for (BundleFile bundle : deploymentPackage.bundles()) {
                String other = owners.put(bundle.symbolicName(), deploymentPackage.name());
                if (other != null) {
                    throw new IllegalArgumentException("bundle " + bundle.symbolicName() + " is in the packages "
                            + other + " and " + deploymentPackage.name()
                            + ", must be in one only: a gateway rejects the second");
                }
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }

    private static void deleteFiles(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.toString().endsWith(ending)).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
