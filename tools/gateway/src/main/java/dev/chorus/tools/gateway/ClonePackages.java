package dev.chorus.tools.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Locates the build's packages for gateways in a clone, and the families that ship with it.
 *
 * @param home folder of the clone
 */
public record ClonePackages(Path home) {

    /** Set by {@code ./chorus}. */
    private static final String HOME_PROPERTY = "chorus.home";

    /**
     * Returns the packages of the clone that {@code ./chorus} runs in; empty if the program was started differently.
     */
    public static Optional<ClonePackages> ofChorus() {
        return Optional.ofNullable(System.getProperty(HOME_PROPERTY)).map(home -> new ClonePackages(Path.of(home)));
    }

    /** Returns the folder of the platform's bundles. */
    public Path platform() {
        return home.resolve("target-platform/runtime/target/platform");
    }

    /** Returns the folder of the additional bundles for HTTP. */
    public Path http() {
        return home.resolve("target-platform/http/target/platform");
    }

    /** Returns the folder of a family. */
    public Path family(String name) {
        return home.resolve("models").resolve(name);
    }

    /**
     * Returns the deployment package with a name.
     *
     * @throws IOException if it has not been built
     */
    public Path packageFile(String name) throws IOException {
        Path folder = home.resolve("dp-packaging/target/dp");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    if (file.getFileName().toString().startsWith(name + "_")) {
                        return file;
                    }
                }
            }
        }
        throw new IOException("deployment package " + name + " is not in " + folder + "; ./chorus builds it");
    }
}
