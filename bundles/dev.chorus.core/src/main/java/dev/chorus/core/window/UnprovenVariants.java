package dev.chorus.core.window;

import java.time.Duration;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tracks the {@link Unproven} variants that were missing from answers. Such a variant is neither waited for nor
 * expected until it answers. After a deadline that an unproven variant missed, newly named variants have to answer
 * first for a while, so that statuses of ever new variants cost at most one deadline a minute. Bounded by the members;
 * belongs to the thread that owns its {@link FusionWindows}.
 */
final class UnprovenVariants {

    /** How long after a missed deadline a newly named variant is not waited for before it answers. */
    static final Duration CAUTION = Duration.ofMinutes(1);

    private final Set<String> dismissed = new TreeSet<>();
    private Unproven unproven = Unproven.NONE;
    private OptionalLong cautiousUntilNanos = OptionalLong.empty();

    /**
     * Replaces the unproven variants; variants that have answered by now, or are awaited now, are no longer dismissed.
     */
    void set(Unproven newUnproven, long nowNanos) {
        dismissed.retainAll(all(newUnproven));
        Set<String> known = all(unproven);
        if (cautiousUntilNanos.isPresent() && cautiousUntilNanos.getAsLong() - nowNanos > 0) {
            all(newUnproven).stream()
                    .filter(variant -> !known.contains(variant))
                    .forEach(dismissed::add);
        } else {
            cautiousUntilNanos = OptionalLong.empty();
            newUnproven.awaited().stream()
                    .filter(variant -> !unproven.awaited().contains(variant))
                    .forEach(dismissed::remove);
        }
        unproven = newUnproven;
    }

    private static Set<String> all(Unproven unproven) {
        Set<String> all = new HashSet<>(unproven.awaited());
        all.addAll(unproven.expected());
        return all;
    }

    /**
     * Records that a window was closed.
     *
     * @param due whether at its deadline, with its missing variants
     * @return true if unproven variants are dismissed because of it
     */
    boolean closed(FusionWindow window, boolean due, long nowNanos) {
        boolean missed = due && dismiss(unproven.awaited(), window);
        if (missed) {
            cautiousUntilNanos = OptionalLong.of(nowNanos + CAUTION.toNanos());
        }
        return dismissUnawaited(window) || missed;
    }

    private boolean dismissUnawaited(FusionWindow window) {
        boolean changed = false;
        for (String variant : unproven.expected()) {
            changed |= !unproven.awaited().contains(variant) && !window.hasResult(variant) && dismissed.add(variant);
        }
        return changed;
    }

    private boolean dismiss(Set<String> variants, FusionWindow window) {
        boolean changed = false;
        for (String variant : variants) {
            changed |= !window.hasResult(variant) && dismissed.add(variant);
        }
        return changed;
    }

    /** The variants that were missing from answers and have never answered; a view. */
    Set<String> dismissed() {
        return dismissed;
    }
}
