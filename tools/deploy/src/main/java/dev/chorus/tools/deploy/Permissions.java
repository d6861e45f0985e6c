package dev.chorus.tools.deploy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Permissions that an installation needs: Kura requires one per service; the administrator's includes all. */
final class Permissions {

    /** Last part of an error about a missing permission. */
    static final String HOW_TO_GIVE = "; grant it under Identities in the gateway's console";

    private static final String ADMINISTRATOR = "kura.admin";
    private static final List<String> NEEDED = List.of("rest.deploy", "rest.inventory", "rest.configuration");
    private static final Pattern SERVICE = Pattern.compile("/services/(?<name>deploy|inventory|configuration|system)/");

    private Permissions() {}

    /** Returns the needed permissions that are not among the given ones, in a fixed order. */
    static List<String> missing(Collection<String> present) {
        return present.contains(ADMINISTRATOR)
                ? List.of()
                : NEEDED.stream()
                        .filter(permission -> !present.contains(permission))
                        .toList();
    }

    /** Returns the permission that a call needs, by its path; empty for a path of another service. */
    static Optional<String> of(String path) {
        Matcher service = SERVICE.matcher(path);
        return service.find() ? Optional.of("rest." + service.group("name")) : Optional.empty();
    }
}
