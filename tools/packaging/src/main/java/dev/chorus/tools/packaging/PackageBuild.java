package dev.chorus.tools.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The packages of the whole project: one for each feature and one for each variant of each family. */
public final class PackageBuild {

    private final Path featuresFolder;
    private final Path modelsFolder;

    PackageBuild(Path featuresFolder, Path modelsFolder) {
        this.featuresFolder = featuresFolder;
        this.modelsFolder = modelsFolder;
    }

    /**
     * Writes all packages, after removing what an earlier build left.
     *
     * @param arguments the folder of features, each with its bundles in {@code target/bundles}; the folder of families,
     *     each with a {@code family.json}; the folder for the packages
     * @throws IllegalArgumentException naming what is wrong and what is allowed
     */
    public static void main(String... arguments) throws IOException {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("arguments are " + List.of(arguments)
                    + ", allowed are three folders: features, models, where the packages go");
        }
        new PackageBuild(Path.of(arguments[0]), Path.of(arguments[1])).writeTo(Path.of(arguments[2]));
    }

    /** Writes all packages into a folder, which afterwards holds no others. */
    List<Path> writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path modelBundles = Files.createTempDirectory("chorus-model-bundles");
        try {
            List<DeploymentPackage> packages = new ArrayList<>(features());
            packages.addAll(models(modelBundles));
            refuseBundleInTwo(packages);
            deleteFiles(folder, ".dp");
            List<Path> written = new ArrayList<>();
            for (DeploymentPackage deploymentPackage : packages) {
                written.add(deploymentPackage.writeTo(folder));
            }
            return written;
        } finally {
            deleteFiles(modelBundles, ".jar");
            Files.delete(modelBundles);
        }
    }

    private List<DeploymentPackage> features() throws IOException {
        List<DeploymentPackage> packages = new ArrayList<>();
        for (Path feature : children(featuresFolder)) {
            Path bundles = feature.resolve("target/bundles");
            if (Files.isDirectory(bundles)) {
                List<BundleFile> files = new ArrayList<>();
                for (Path bundle : children(bundles)) {
                    files.add(BundleFile.read(bundle));
                }
                packages.add(
                        DeploymentPackage.ofOneVersion(feature.getFileName().toString(), files));
            }
        }
        return packages;
    }

    private List<DeploymentPackage> models(Path modelBundles) throws IOException {
        List<DeploymentPackage> packages = new ArrayList<>();
        for (Path familyFolder : children(modelsFolder)) {
            if (Files.exists(familyFolder.resolve("family.json"))) {
                packages.addAll(new FamilyPackages(familyFolder).packages(modelBundles));
            }
        }
        return packages;
    }

    private static void refuseBundleInTwo(List<DeploymentPackage> packages) {
        Map<String, String> owners = new HashMap<>();
        for (DeploymentPackage deploymentPackage : packages) {
            for (BundleFile bundle : deploymentPackage.bundles()) {
                String other = owners.put(bundle.symbolicName(), deploymentPackage.name());
                if (other != null) {
                    throw new IllegalArgumentException("bundle " + bundle.symbolicName() + " is in the packages "
                            + other + " and " + deploymentPackage.name()
                            + ", allowed is one: a gateway refuses the second");
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
        for (Path file : children(folder)) {
            if (file.getFileName().toString().endsWith(ending)) {
                Files.delete(file);
            }
        }
    }
}
