package dev.chorus.aggregator.internal;

import dev.chorus.core.drift.Drift;
import dev.chorus.core.protocol.Status.Member;
import dev.chorus.core.window.MemberSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Members of a family and their problems, for the status. Immutable.
 *
 * @param familyVersion version of what is fused; null if unknown
 * @param members all variant instances, sorted by id
 * @param problem missing members and other problems, as text for an operator; null if there are none
 * @param drift drift of the answers; empty if unknown
 */
record Overview(String familyVersion, List<Member> members, String problem, Optional<Drift> drift) {

    /** No variant is known. */
    static final Overview EMPTY = of(MemberSet.empty("none"), List.of(), Set.of(), Set.of(), Map.of());

    /**
     * Creates an overview.
     *
     * @param members as the directory knows them
     * @param behind variants that are stragglers
     * @param unproven variants that have never answered and are not awaited
     * @param answerTimes answer time of each variant that has answered
     */
    static Overview of(
            MemberSet memberSet,
            List<Member> members,
            Set<String> behind,
            Set<String> unproven,
            Map<String, Duration> answerTimes) {
        List<Member> all = members.stream()
                .map(member -> new Member(
                        member.id(),
                        member.variant(),
                        member.state(),
                        member.compatible(),
                        behind.contains(member.variant()),
                        answerTimes.get(member.variant())))
                .toList();
        return new Overview(memberSet.familyVersion(), all, problem(memberSet, all, unproven), Optional.empty());
    }

    /** Returns a copy with further problems. */
    Overview with(List<String> problems) {
        String all =
                Stream.concat(Stream.ofNullable(problem), problems.stream()).collect(Collectors.joining("; "));
        return new Overview(familyVersion, members, all.isEmpty() ? null : all, drift);
    }

    /** Returns a copy with another drift. */
    Overview with(Optional<Drift> newDrift) {
        return new Overview(familyVersion, members, problem, newDrift);
    }

    /** Whether the status would be the same; answer times and drift change with every answer. */
    boolean isEquivalentTo(Overview other) {
        return Objects.equals(familyVersion, other.familyVersion)
                && Objects.equals(problem, other.problem)
                && withoutTimes().equals(other.withoutTimes());
    }

    private List<Member> withoutTimes() {
        return members.stream()
                .map(member -> new Member(
                        member.id(), member.variant(), member.state(), member.compatible(), member.behind(), null))
                .toList();
    }

    private static String problem(MemberSet memberSet, List<Member> members, Set<String> unproven) {
        String missing = members.stream()
                .filter(member -> member.state().isExpected()
                        && (member.behind() || !memberSet.awaited().contains(member.variant())))
                .map(member -> described(member, unproven))
                .distinct()
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            return "missing: " + missing;
        }
        return memberSet.awaited().isEmpty() ? "no variant is available" : null;
    }

    private static String described(Member member, Set<String> unproven) {
        String why = member.state().wireName();
        if (member.state().isAwaited()) {
            why = member.compatible() ? "repeatedly late" : "serves another label set";
            why = member.compatible() && unproven.contains(member.variant()) ? "has not answered yet" : why;
        }
        return member.variant() + " (" + why + ")";
    }
}
