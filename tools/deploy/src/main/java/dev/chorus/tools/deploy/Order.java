package dev.chorus.tools.deploy;

import java.util.List;
import java.util.Optional;

/**
 * Target state of a gateway.
 *
 * @param packages packages in the order of installation
 * @param modelThere name of a package that must be installed already, in any version, since no file is available
 * @param component component to configure
 * @param allowsDowngrade whether a package may replace a newer one
 */
public record Order(
        List<PackageFile> packages, Optional<String> modelThere, WantedComponent component, boolean allowsDowngrade) {

    /** Copies the list. */
    public Order {
        packages = List.copyOf(packages);
    }

    /** Creates an order that replaces no newer package. */
    public Order(List<PackageFile> packages, Optional<String> modelThere, WantedComponent component) {
        this(packages, modelThere, component, false);
    }
}
