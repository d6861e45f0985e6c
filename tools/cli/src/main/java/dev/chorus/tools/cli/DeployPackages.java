package dev.chorus.tools.cli;

import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.deploy.Order;
import dev.chorus.tools.deploy.PackageFile;
import dev.chorus.tools.deploy.PackageFolder;
import dev.chorus.tools.deploy.Role;
import dev.chorus.tools.deploy.WantedComponent;
import dev.chorus.tools.packaging.FamilyPackages;
import dev.chorus.tools.packaging.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Selects the packages for a gateway: built ones, and a model package that is built or made from a family's folder. */
final class DeployPackages implements AutoCloseable {

    private static final String BUILT = "dp-packaging/target/dp";

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description =
                    "Folder of the family whose variant is packed and installed (default: the built package, or the one"
                            + " on the gateway).")
    private Path familyFolder;

    @Option(
            names = "--packages",
            paramLabel = "DIR",
            description = "Folder of Chorus' packages (.dp) (default: " + BUILT + ").")
    private Path packagesFolder;

    private Path written;

    /** Returns the packages that the gateway should have; temporary ones exist until {@link #close}. */
    Order order(CommandSpec command, ComponentOptions options, WantedComponent component, boolean allowsDowngrade)
            throws IOException {
        if (familyFolder != null && options.role() != Role.VARIANT) {
            throw Mistakes.mistake(command, "--model requires --role variant");
        }
        try {
            Path folder = packagesFolder != null
                    ? packagesFolder
                    : CloneFolder.require(command).resolve(BUILT);
            PackageFolder built = new PackageFolder(folder);
            List<PackageFile> packages = new ArrayList<>();
            for (String name : options.role().packages()) {
                packages.add(built.require(name));
            }
            Optional<String> modelName = options.variant().map(id -> FamilyPackages.packageName(options.family(), id));
            Optional<PackageFile> model = familyFolder != null
                    ? Optional.of(
                            pack(command, options.family(), options.variant().orElseThrow()))
                    : modelName.flatMap(built::find);
            model.ifPresent(packages::add);
            return new Order(packages, model.isPresent() ? Optional.empty() : modelName, component, allowsDowngrade);
        } catch (IllegalArgumentException e) {
            throw Mistakes.mistake(command, e.getMessage());
        }
    }

    private PackageFile pack(CommandSpec command, String family, String variant) throws IOException {
        if (!Files.isRegularFile(familyFolder.resolve("family.json"))) {
            throw Mistakes.mistake(command, "--model must be a folder with family.json, was " + familyFolder);
        }
        String name = ModelBundle.readFamily(familyFolder).name();
        if (!name.equals(family)) {
            throw Mistakes.mistake(
                    command, "--family must be '" + name + "', the family of --model, was '" + family + "'");
        }
        written = Files.createTempDirectory("chorus-deploy");
        return PackageFile.read(new FamilyPackages(familyFolder).writeVariant(written, variant));
    }

    /** Deletes the package made from a family's folder. */
    @Override
    public void close() throws IOException {
        if (written == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(written)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
