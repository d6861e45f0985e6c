package dev.chorus.core.window;

import java.time.Duration;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tracks which {@link Unproven} variants requests were answered without. Such a variant is neither waited for nor expected until it
 * answers. After a deadline that an unproven variant has missed, variants that are named from then on have to answer first for a while,
 * so that statuses of ever new variants cost one deadline a minute and no more. Bounded by the members; belongs to the thread that
 * owns its {@link FusionWindows}.
 */
final class UnprovenVariants {

    /** For how long after a missed deadline a newly named variant is not waited for before it answers. */
    static final Duration CAUTION = Duration.ofMinutes(1);

    private final Set<String> dismissed = new TreeSet<>();
    private Unproven unproven = Unproven.NONE;
    private OptionalLong cautiousUntilNanos = OptionalLong.empty();

    /** Replaces the unproven variants; those that have answered by now, or are awaited now, are dismissed no longer. */
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
     * @param due whether at its deadline, so that its missing variants were waited for in vain
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

    /** The variants that requests were answered without and that have never answered; a view. */
    Set<String> dismissed() {
        return dismissed;
    }
}
