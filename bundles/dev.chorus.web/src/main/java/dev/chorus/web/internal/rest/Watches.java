package dev.chorus.web.internal.rest;

import dev.chorus.web.internal.watch.FamilyWatch;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All families at one moment, by what callers name them: {@code FAMILY} where one service shows it, {@code FAMILY@SERVICE} always. Two
 * services may show families of one name, at two brokers or below two topic roots. Immutable.
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

    /** By family, then by service. */
    List<FamilyWatch> sorted() {
        return sorted;
    }

    /** Those that a caller may mean. */
    List<FamilyWatch> find(String path) {
        int at = path.indexOf(AT);
        String family = at < 0 ? path : path.substring(0, at);
        return sorted.stream()
                .filter(watch -> watch.family().filter(family::equals).isPresent())
                .filter(watch -> at < 0 || watch.name().equals(path.substring(at + 1)))
                .toList();
    }

    /** What to call one by, the shortest that is not ambiguous; empty where its configuration names no family. */
    Optional<String> path(FamilyWatch watch) {
        return watch.family().map(family -> find(family).size() == 1 ? family : family + AT + watch.name());
    }

    /** What to call these by. */
    List<String> paths(List<FamilyWatch> watches) {
        return watches.stream().flatMap(watch -> path(watch).stream()).toList();
    }
}
