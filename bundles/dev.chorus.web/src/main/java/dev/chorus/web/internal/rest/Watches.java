package dev.chorus.web.internal.rest;

import dev.chorus.web.internal.watch.FamilyWatch;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A snapshot of all families by the names that callers use: {@code FAMILY} where one service shows it,
 * {@code FAMILY@SERVICE} always. Two services may show families of the same name, at two brokers or below two topic
 * roots. Immutable.
 */
final class Watches {

    private static final char AT = '@';

    private final List<FamilyWatch> sorted;

    Watches(Collection<FamilyWatch> all) {
        sorted = all.stream()
                .sorted(Comparator.<FamilyWatch, String>comparing(
                                watch -> watch.family().orElse(""))
                        .thenComparing(FamilyWatch::name))
                .toList();
    }

    /** Returns all, by family, then by service. */
    List<FamilyWatch> sorted() {
        return sorted;
    }

    /** Returns the families that a name may refer to. */
    List<FamilyWatch> find(String path) {
        int at = path.indexOf(AT);
        String family = at < 0 ? path : path.substring(0, at);
        return sorted.stream()
                .filter(watch -> watch.family().filter(family::equals).isPresent())
                .filter(watch -> at < 0 || watch.name().equals(path.substring(at + 1)))
                .toList();
    }

    /** Returns the shortest unambiguous name of a family; empty where its configuration has no family. */
    Optional<String> path(FamilyWatch watch) {
        return watch.family().map(family -> find(family).size() == 1 ? family : family + AT + watch.name());
    }

    /** Returns the names of these families. */
    List<String> paths(List<FamilyWatch> watches) {
        return watches.stream().flatMap(watch -> path(watch).stream()).toList();
    }
}
