package dev.chorus.tools.simulator;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Result of a simulation.
 *
 * @param site simulated installation
 * @param findings outcomes of pictures
 * @param resources resources with their utilization
 * @param relaxed result at a rate without a full resource, which shows the bottleneck; null if this is that result
 */
record SimulationResult(SimulatedSite site, Findings findings, List<Resource> resources, SimulationResult relaxed) {

    /** Above this utilization a resource may hold back work of others. */
    private static final double RELAXED = 0.7;

    private static final double SLOWER = 4;

    /** Simulates an installation, and again with fewer pictures until no resource is full. */
    static SimulationResult of(GatewayProfile profile, SimulatedSite site, IntConsumer progress) {
        SimulationResult asked = new Simulation(profile, site).run(progress);
        SimulationResult relaxed = asked;
        while (relaxed.busiest().mean() > RELAXED) {
            relaxed = new Simulation(profile, site.withRate(relaxed.site().rate() / SLOWER)).run(second -> {});
        }
        return new SimulationResult(site, asked.findings(), asked.resources(), relaxed);
    }

    private Resource busiest() {
        return resources.stream()
                .max(Comparator.comparingDouble(Resource::mean))
                .orElseThrow();
    }

    /** Returns the resource that is full first. */
    Resource bottleneck() {
        return relaxed == null ? busiest() : relaxed.busiest();
    }

    /**
     * Returns the pictures per second and cell at which the bottleneck is full: utilization grows linearly with the
     * rate.
     */
    double fullRate() {
        return (relaxed == null ? site : relaxed.site()).rate() / bottleneck().mean();
    }

    void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%d pictures: %d answered by all, %d by some, %d without a result in time; %d rejected by a variant%n",
                findings.pictures(),
                findings.whole(),
                findings.degraded(),
                findings.negative(),
                findings.refusals());
        out.printf(
                Locale.ROOT,
                "latency: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms%n",
                findings.percentileMillis(50),
                findings.percentileMillis(95),
                findings.percentileMillis(99));
        for (Resource resource : resources) {
            out.printf(
                    Locale.ROOT,
                    "  %-26s %5.1f %% busy, the busiest %5.1f %%  %s%n",
                    resource.name(),
                    100 * resource.mean(),
                    100 * resource.highest(),
                    "#".repeat((int) Math.min(40, Math.round(40 * resource.mean()))));
        }
        out.printf(
                Locale.ROOT,
                "full first: %s, at %.1f pictures per second and cell, %.0f in total%n",
                bottleneck().name(),
                fullRate(),
                fullRate() * site.cells());
        out.flush();
    }

    /** Returns the result as JSON. */
    String json(GatewayProfile profile) {
        JsonObject json = new JsonObject();
        json.addProperty("measured", profile.machine());
        json.add("plant", new GsonBuilder().create().toJsonTree(site));
        json.addProperty("pictures", findings.pictures());
        json.addProperty("whole", findings.whole());
        json.addProperty("degraded", findings.degraded());
        json.addProperty("negative", findings.negative());
        json.addProperty("refusals", findings.refusals());
        for (double percentile : new double[] {50, 95, 99}) {
            json.addProperty("p" + Math.round(percentile), findings.percentileMillis(percentile));
        }
        JsonArray busy = new JsonArray();
        for (Resource resource : resources) {
            JsonObject one = new JsonObject();
            one.addProperty("name", resource.name());
            one.addProperty("mean", resource.mean());
            one.addProperty("highest", resource.highest());
            busy.add(one);
        }
        json.add("resources", busy);
        json.addProperty("bottleneck", bottleneck().name());
        json.addProperty("fullRate", fullRate());
        return new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n";
    }
}
