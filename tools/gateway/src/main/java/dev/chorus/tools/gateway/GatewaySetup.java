package dev.chorus.tools.gateway;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Setup of a gateway.
 *
 * @param dataFolder folder of the gateway: created at its start, cleared at its end; unrelated files in it are kept
 * @param platformFolder folder of the platform bundles, one file each
 * @param packages deployment packages, in any order
 * @param components components, created in this order
 * @param logFile file to which its standard error is appended
 * @param environment variables that are added to those of this process
 * @param http HTTP settings; empty for no HTTP
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
     * HTTP on the loopback interface. There is no authentication, which is Kura's part.
     *
     * @param bundles folder of additional bundles for HTTP
     * @param port port to listen on
     */
    public record Http(Path bundles, int port) {}

    /** For several gateways on a small machine: little memory, and a compiler that favors a quick start. */
    public static final List<String> JVM_OPTIONS = List.of(
            "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Djava.awt.headless=true");

    /** Copies the collections. */
    public GatewaySetup {
        packages = List.copyOf(packages);
        components = List.copyOf(components);
        environment = Map.copyOf(environment);
    }

    /** Creates a setup without HTTP. */
    public GatewaySetup(
            Path dataFolder,
            Path platformFolder,
            List<Path> packages,
            List<ComponentSettings> components,
            Path logFile,
            Map<String, String> environment) {
        this(dataFolder, platformFolder, packages, components, logFile, environment, Optional.empty());
    }

    /** Returns a copy with HTTP. */
    public GatewaySetup with(Http newHttp) {
        return new GatewaySetup(
                dataFolder, platformFolder, packages, components, logFile, environment, Optional.of(newHttp));
    }

    /** Creates a setup with the environment of this process, without HTTP. */
    public GatewaySetup(
            Path dataFolder,
            Path platformFolder,
            List<Path> packages,
            List<ComponentSettings> components,
            Path logFile) {
        this(dataFolder, platformFolder, packages, components, logFile, Map.of());
    }
}
