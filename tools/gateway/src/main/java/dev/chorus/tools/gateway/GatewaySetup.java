package dev.chorus.tools.gateway;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a gateway is made of.
 *
 * @param dataFolder its own folder: created at its start, cleared at its end; files of others in it stay
 * @param platformFolder holds the platform bundles, one file each
 * @param packages the deployment packages, in any order
 * @param components created in this order
 * @param logFile its standard error is appended here
 * @param environment variables of its process besides those of this one
 * @param http where it can be asked over HTTP; empty: it cannot
 */
public record GatewaySetup(
        Path dataFolder,
        Path platformFolder,
        List<Path> packages,
        List<ComponentSettings> components,
        Path logFile,
        Map<String, String> environment,
        Optional<Http> http) {

    /**
     * HTTP on the loopback interface. Nobody is asked who he is: that is Kura's part.
     *
     * @param bundles a folder of bundles for it, besides the platform's
     * @param port to listen on
     */
    public record Http(Path bundles, int port) {}

    /** For a small machine that runs several: little memory, and a compiler that is ready soon rather than thorough. */
    public static final List<String> JVM_OPTIONS = List.of(
            "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Djava.awt.headless=true");

    /** Copies the collections. */
    public GatewaySetup {
        packages = List.copyOf(packages);
        components = List.copyOf(components);
        environment = Map.copyOf(environment);
    }

    /** Without HTTP. */
    public GatewaySetup(
            Path dataFolder,
            Path platformFolder,
            List<Path> packages,
            List<ComponentSettings> components,
            Path logFile,
            Map<String, String> environment) {
        this(dataFolder, platformFolder, packages, components, logFile, environment, Optional.empty());
    }

    /** The same, to be asked over HTTP. */
    public GatewaySetup with(Http newHttp) {
        return new GatewaySetup(
                dataFolder, platformFolder, packages, components, logFile, environment, Optional.of(newHttp));
    }

    /** In the environment of this process. */
    public GatewaySetup(
            Path dataFolder,
            Path platformFolder,
            List<Path> packages,
            List<ComponentSettings> components,
            Path logFile) {
        this(dataFolder, platformFolder, packages, components, logFile, Map.of());
    }
}
