package dev.chorus.tools.planner;

import java.util.List;

/**
 * A gateway that could host a variant.
 *
 * @param name of it, for people
 * @param workMillis what each variant of the family takes there with a picture, from file to Top-k, in their order; above 0
 * @param estimated whether that was computed from other networks rather than measured
 * @param slowdown how many times slower than the machine of the profile it is
 * @param memoryMiB that is free for a variant
 * @param availability share of the time that it is up, 0 to 1
 * @param host which machine it runs on, if it shares one with others; null: it has its own
 * @param cores of that host, or its own
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
