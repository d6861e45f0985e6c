package dev.chorus.core.window;

import dev.chorus.core.peer.SortedCopies;
import java.util.Set;

/**
 * The variants of a {@link MemberSet} that are known from statuses only: no instance of them has ever answered a
 * request. Any client that may publish a status can name such a variant. Immutable.
 *
 * @param awaited awaited variants without an awaited instance that has answered
 * @param expected expected variants without any instance that has answered
 */
public record Unproven(Set<String> awaited, Set<String> expected) {

    /** Every variant has answered. */
    public static final Unproven NONE = new Unproven(Set.of(), Set.of());

    public Unproven {
        awaited = SortedCopies.set(awaited);
        expected = SortedCopies.set(expected);
    }
}
