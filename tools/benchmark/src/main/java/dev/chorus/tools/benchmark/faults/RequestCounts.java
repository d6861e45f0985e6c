package dev.chorus.tools.benchmark.faults;

import dev.chorus.core.family.Family;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.mqtt.api.PublishException;
import dev.chorus.tools.benchmark.rig.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * What became of the requests of one requester.
 *
 * @param sent requests that the broker acknowledged
 * @param answered with labels
 * @param degraded of these, without an expected variant
 * @param negative answered with the reason why there are no labels
 * @param lost without an answer of any kind by the deadline and a second more
 * @param notSent requests that did not get to the broker by their deadline, as their requester was told
 * @param wrong answers with labels or variants that the family does not have
 * @param doubled answers beyond the first to a request, of other requesters' too
 */
record RequestCounts(
        long sent, long answered, long degraded, long negative, long lost, long notSent, long wrong, long doubled) {

    static RequestCounts of(Family family, List<Stream.Asked> asked, long doubled) {
        long notSent = asked.stream().filter(RequestCounts::isNotSent).count();
        long lost = asked.stream()
                .filter(one -> one.reply() == null && !isNotSent(one))
                .count();
        List<FusedResult> answers = Stream.results(asked);
        long sent = asked.size() - notSent;
        return new RequestCounts(
                sent,
                answers.size(),
                answers.stream().filter(FusedResult::degraded).count(),
                sent - lost - answers.size(),
                lost,
                notSent,
                answers.stream().filter(result -> !isOf(family, result)).count(),
                doubled);
    }

    private static boolean isNotSent(Stream.Asked one) {
        Throwable problem = one.problem();
        return problem instanceof PublishException
                || problem instanceof CompletionException && problem.getCause() instanceof PublishException;
    }

    private static boolean isOf(Family family, FusedResult result) {
        return result.family().equals(family.name())
                && result.contributors().stream()
                        .allMatch(variant -> family.variant(variant).isPresent())
                && result.labels().stream()
                        .allMatch(label ->
                                family.labelSet().label(label.classIndex()).equals(label.label()));
    }

    /** Returns the promises of docs/faults.md that are broken, in words; empty if all are kept. */
    List<String> brokenPromises() {
        List<String> broken = new ArrayList<>();
        addIfAny(broken, lost, "lost");
        addIfAny(broken, doubled, "answered twice");
        addIfAny(broken, wrong, "answered wrongly");
        return broken;
    }

    private static void addIfAny(List<String> broken, long number, String what) {
        if (number > 0) {
            broken.add(number + " " + what);
        }
    }
}
