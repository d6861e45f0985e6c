package dev.chorus.tools.deploy;

import java.util.List;
import java.util.Optional;

/**
 * What a gateway is to have in the end.
 *
 * @param packages in the order in which they are installed
 * @param modelThere a package that must be on the gateway already, in any version, since none is at hand
 * @param component the one to configure
 * @param allowsDowngrade whether a package may replace a newer one
 */
public record Order(
        List<PackageFile> packages, Optional<String> modelThere, WantedComponent component, boolean allowsDowngrade) {

    /** Keeps its own list. */
    public Order {
        packages = List.copyOf(packages);
    }

    /** One that replaces no newer package. */
    public Order(List<PackageFile> packages, Optional<String> modelThere, WantedComponent component) {
        this(packages, modelThere, component, false);
    }
}
