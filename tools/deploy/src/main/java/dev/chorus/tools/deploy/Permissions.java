package dev.chorus.tools.deploy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The permissions that an installation needs: Kura asks for one by service, and the administrator's implies all. */
final class Permissions {

    /** Ends an error about a missing permission. */
    static final String HOW_TO_GIVE = "; give it under Identities in the gateway's console";

    private static final String ADMINISTRATOR = "kura.admin";
    private static final List<String> NEEDED = List.of("rest.deploy", "rest.inventory", "rest.configuration");
    private static final Pattern SERVICE = Pattern.compile("/services/(?<name>deploy|inventory|configuration|system)/");

    private Permissions() {}

    /** Those that are needed and not among these, in a fixed order. */
    static List<String> missing(Collection<String> present) {
        return present.contains(ADMINISTRATOR)
                ? List.of()
                : NEEDED.stream()
                        .filter(permission -> !present.contains(permission))
                        .toList();
    }

    /** The one that a call needs, by its path; empty for a path of another service. */
    static Optional<String> of(String path) {
        Matcher service = SERVICE.matcher(path);
        return service.find() ? Optional.of("rest." + service.group("name")) : Optional.empty();
    }
}
