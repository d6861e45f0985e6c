package dev.chorus.itests.support;

import dev.chorus.core.family.Family;
import dev.chorus.tools.packaging.LaterModel;
import dev.chorus.tools.packaging.LaterPackage;
import dev.chorus.tools.packaging.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The deployment packages that the build made, and newer ones of the same content. */
public final class BuiltPackages {

    private static final String BASE = "chorus-core";

    /** Needs JAX-RS, which only a platform with HTTP has. */
    private static final String WEB = "chorus-web";

    private BuiltPackages() {}

    /** All of them, in an order in which each finds what it needs: {@value #BASE} first, then by name. */
    public static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("chorus.packages")))) {
            return files.filter(file -> file.toString().endsWith(".dp"))
                    .sorted(Comparator.comparing((Path file) -> !isNamed(BASE, file))
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }

    /** All that a platform without HTTP takes, in the same order. */
    public static List<Path> withoutHttp() throws IOException {
        return all().stream().filter(file -> !isNamed(WEB, file)).toList();
    }

    /**
     * The package of a name.
     *
     * @throws IllegalArgumentException if the build made none of that name
     */
    public static Path named(String name) throws IOException {
        return all().stream()
                .filter(file -> isNamed(name, file))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the build made no package " + name));
    }

    /**
     * Writes a package whose bundles are those of a built one but for their version, as a later release would have them.
     *
     * @param built the name of the built package
     * @param name the name of the new one, which may be the same
     * @param version of the new one and of its bundles
     * @param folder where the new one goes
     */
    public static Path rewritten(String built, String name, String version, Path folder) throws IOException {
        return LaterPackage.write(named(built), name, version, folder);
    }

    /** What the family parts tells apart. */
    public static List<String> labels() throws IOException {
        return family().labelSet().labels();
    }

    private static Family family() throws IOException {
        return ModelBundle.readFamily(familyFolder());
    }

    private static Path familyFolder() {
        return Path.of(System.getProperty("chorus.models"), "parts");
    }

    /** The model file of a variant of that family. */
    public static byte[] model(String variant) throws IOException {
        return Files.readAllBytes(familyFolder().resolve(variant + ".onnx"));
    }

    /**
     * Writes the package of a variant as a later version of its family would have it: the same model, described anew.
     *
     * @param variant of the family parts
     * @param version of the family, and so of package and bundle
     * @param folder where the package goes
     */
    public static Path laterModel(String variant, String version, Path folder) throws IOException {
        return laterModel(variant, version, labels(), model(variant), folder);
    }

    /**
     * Writes the package of a variant as a later version of its family might have it.
     *
     * @param labels that the family would have
     * @param model whatever is to be taken for its ONNX file
     */
    public static Path laterModel(String variant, String version, List<String> labels, byte[] model, Path folder)
            throws IOException {
        return LaterModel.write(family(), variant, version, labels, model, folder);
    }

    /** The name of the package in a file. */
    public static String nameOf(Path file) {
        String fileName = file.getFileName().toString();
        return fileName.substring(0, fileName.lastIndexOf('_'));
    }

    private static boolean isNamed(String name, Path file) {
        return nameOf(file).equals(name);
    }
}
