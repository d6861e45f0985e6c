package dev.chorus.tools.deploy;

import java.util.List;
import java.util.Optional;

/**
 * What a gateway is to have in the end.
 *
 * @param packages in the order in which they are installed
 * @param modelThere a package that must be on the gateway already, in any version, since none is at hand
 * @param component the one to configure
 */
public record Order(List<PackageFile> packages, Optional<String> modelThere, WantedComponent component) {

    /** Keeps its own list. */
    public Order {
        packages = List.copyOf(packages);
    }
}
