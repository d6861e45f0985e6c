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
 * Who is there and what works only in part, for the status. Immutable.
 *
 * @param familyVersion of what is fused; null where nobody is known
 * @param members all variant instances, sorted by id
 * @param problem who or what is missing, for people; null when nobody and nothing is
 * @param drift of the answers; empty where it is not known
 */
record Overview(String familyVersion, List<Member> members, String problem, Optional<Drift> drift) {

    /** Nobody has been heard of. */
    static final Overview NOBODY = of(MemberSet.empty("none"), List.of(), Set.of(), Set.of(), Map.of());

    /**
     * @param members as the directory knows them
     * @param behind the variants that are late again and again
     * @param unproven the variants that have never answered and are not waited for
     * @param answerTimes of each variant that has answered
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

    /** This, and what else is wrong, for people. */
    Overview with(List<String> problems) {
        String all =
                Stream.concat(Stream.ofNullable(problem), problems.stream()).collect(Collectors.joining("; "));
        return new Overview(familyVersion, members, all.isEmpty() ? null : all, drift);
    }

    /** This, and how far the answers have drifted. */
    Overview with(Optional<Drift> newDrift) {
        return new Overview(familyVersion, members, problem, newDrift);
    }

    /** Whether the same is to be told; answer times and drift change with every answer. */
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
        return memberSet.awaited().isEmpty() ? "no variant is there" : null;
    }

    private static String described(Member member, Set<String> unproven) {
        String why = member.state().wireName();
        if (member.state().isAwaited()) {
            why = member.compatible() ? "late again and again" : "serves another label set";
            why = member.compatible() && unproven.contains(member.variant()) ? "has not answered yet" : why;
        }
        return member.variant() + " (" + why + ")";
    }
}
