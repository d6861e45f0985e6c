package dev.chorus.aggregator.internal;

import dev.chorus.core.protocol.Status.Member;
import dev.chorus.core.window.Roster;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who is there, for the status. Immutable.
 *
 * @param familyVersion of what is fused; null where nobody is known
 * @param members all variant instances, sorted by id
 * @param problem who is missing, for people; null when nobody is
 */
record Overview(String familyVersion, List<Member> members, String problem) {

    /** Nobody has been heard of. */
    static final Overview NOBODY = of(Roster.empty("nobody"), List.of());

    static Overview of(Roster roster, List<Member> members) {
        return new Overview(roster.familyVersion(), List.copyOf(members), problem(roster, members));
    }

    private static String problem(Roster roster, List<Member> members) {
        String missing = members.stream()
                .filter(member ->
                        member.state().isExpected() && !roster.awaited().contains(member.variant()))
                .map(Overview::described)
                .distinct()
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            return "missing: " + missing;
        }
        return roster.awaited().isEmpty() ? "no variant is there" : null;
    }

    private static String described(Member member) {
        String why = member.state().isAwaited()
                ? "serves another label set"
                : member.state().wireName();
        return member.variant() + " (" + why + ")";
    }
}
