package dev.chorus.tools.cli.watch;

import dev.chorus.core.protocol.Status;
import java.util.List;
import java.util.Map;

/**
 * A family at one moment.
 *
 * @param family its name
 * @param variants the last status of each instance, by id
 * @param aggregators likewise
 * @param seconds over which results were counted
 * @param results that came in that time
 * @param degraded of these
 * @param withoutAnswer of these, those without a label
 * @param p50Millis from an aggregator's first knowledge of a request to its answer, of half of them; 0 without any
 * @param p99Millis likewise, of all but one in a hundred
 * @param troubles what instances have counted of refusals, losses and mistakes since their start, all instances together, and
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

    /** Results a second. */
    public double rate() {
        return seconds <= 0 ? 0 : results / seconds;
    }

    /** How an instance stands: its state, or {@code late} where an aggregator no longer waits for it. */
    public String standing(Status variant) {
        boolean late = variant.state() == Status.State.ONLINE
                && aggregators.stream()
                        .filter(aggregator -> aggregator.state().isAwaited())
                        .flatMap(aggregator -> aggregator.members().stream())
                        .anyMatch(member -> member.id().equals(variant.id()) && member.behind());
        return late ? "late" : variant.state().wireName();
    }

    /** Whether every variant and at least one aggregator is at work. */
    public boolean isWell() {
        return !variants.isEmpty()
                && variants.stream().allMatch(variant -> standing(variant).equals("online"))
                && aggregators.stream().anyMatch(aggregator -> aggregator.state() == Status.State.ONLINE);
    }
}
