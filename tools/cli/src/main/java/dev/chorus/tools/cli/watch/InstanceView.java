package dev.chorus.tools.cli.watch;

import dev.chorus.core.protocol.Status;
import java.util.List;
import java.util.Map;

/**
 * Snapshot of a family.
 *
 * @param family name of the family
 * @param variants last status of each instance, by id
 * @param aggregators last status of each instance, by id
 * @param seconds period over which results were counted
 * @param results number of results in that period
 * @param degraded number of degraded results among them
 * @param withoutAnswer number of results without a label among them
 * @param p50Millis median time from an aggregator's first knowledge of a request to its answer; 0 without results
 * @param p99Millis 99th percentile of the same time
 * @param troubles counters of refusals, losses and errors since the start, summed over all instances, and
 *     {@code malformed}, messages that could not be decoded here; no zeros
 */
public record InstanceView(
        String family,
        List<Status> variants,
        List<Status> aggregators,
        double seconds,
        int results,
        int degraded,
        int withoutAnswer,
        double p50Millis,
        double p99Millis,
        Map<String, Long> troubles) {

    /** Returns the rate of results per second. */
    public double rate() {
        return seconds <= 0 ? 0 : results / seconds;
    }

    /** Returns the state of an instance, or {@code late} if an aggregator no longer waits for it. */
    public String standing(Status variant) {
        boolean late = variant.state() == Status.State.ONLINE
                && aggregators.stream()
                        .filter(aggregator -> aggregator.state().isAwaited())
                        .flatMap(aggregator -> aggregator.members().stream())
                        .anyMatch(member -> member.id().equals(variant.id()) && member.behind());
        return late ? "late" : variant.state().wireName();
    }

    /** Returns whether all variants and at least one aggregator are online. */
    public boolean isWell() {
        return !variants.isEmpty()
                && variants.stream().allMatch(variant -> standing(variant).equals("online"))
                && aggregators.stream().anyMatch(aggregator -> aggregator.state() == Status.State.ONLINE);
    }
}
