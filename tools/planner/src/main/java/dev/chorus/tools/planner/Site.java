package dev.chorus.tools.planner;

import java.util.List;

/**
 * Gateway that can host a variant.
 *
 * @param name display name
 * @param workMillis time of each variant for a picture there, from file to Top-k, in the family's order; above 0
 * @param estimated whether the times were estimated from other networks, not measured
 * @param slowdown slowdown relative to the machine of the profile
 * @param memoryMiB memory available for a variant
 * @param availability share of the time that it is up, 0 to 1
 * @param host its machine if it shares one with others; null if it has its own
 * @param cores cores of that machine
 */
public record Site(
        String name,
        List<Double> workMillis,
        boolean estimated,
        double slowdown,
        double memoryMiB,
        double availability,
        String host,
        int cores) {

    public Site {
        workMillis = List.copyOf(workMillis);
    }
}
