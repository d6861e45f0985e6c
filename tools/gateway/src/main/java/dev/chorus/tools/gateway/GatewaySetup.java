package dev.chorus.tools.gateway;

import java.nio.file.Path;
import java.util.List;

/**
 * What a gateway is made of.
 *
 * @param dataFolder its own folder: created at its start, cleared at its end; files of others in it stay
 * @param platformFolder holds the platform bundles, one file each
 * @param packages the deployment packages, in any order
 * @param components created in this order
 * @param logFile its standard error is appended here
 */
public record GatewaySetup(
        Path dataFolder, Path platformFolder, List<Path> packages, List<ComponentSettings> components, Path logFile) {

    /** Copies the lists. */
    public GatewaySetup {
        packages = List.copyOf(packages);
        components = List.copyOf(components);
    }
}
