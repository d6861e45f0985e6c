package dev.chorus.tools.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the build of a clone makes for gateways, and the families that come with it.
 *
 * @param home the clone's folder
 */
public record ClonePackages(Path home) {

    /** Set by {@code ./chorus}. */
    private static final String HOME_PROPERTY = "chorus.home";

    /** Those of the clone that {@code ./chorus} was called in; empty if the program was started by other means. */
    public static Optional<ClonePackages> ofChorus() {
        return Optional.ofNullable(System.getProperty(HOME_PROPERTY)).map(home -> new ClonePackages(Path.of(home)));
    }

    /** The bundles that make a platform. */
    public Path platform() {
        return home.resolve("target-platform/runtime/target/platform");
    }

    /** The bundles that a platform has besides for HTTP. */
    public Path http() {
        return home.resolve("target-platform/http/target/platform");
    }

    /** The folder of a family. */
    public Path family(String name) {
        return home.resolve("models").resolve(name);
    }

    /**
     * The deployment package of a name.
     *
     * @throws IOException if it was not built
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
