package dev.chorus.tools.benchmark.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a scenario did.
 *
 * @param scenario its name
 * @param description what was done
 * @param requests what became of the steady stream of requests
 * @param right answers that name what the picture shows
 * @param prediction what those who were left alone got right, and were to; null where nobody was
 * @param p50Millis latency of answers from the moment at which the request was due; 0 without any
 * @param p99Millis the same
 * @param memoryMebibytes resident memory of each process, before and after
 * @param counters what each gateway's service has counted since its start, but for zeros
 * @param crashed gateways whose process has ended though nobody killed it
 * @param notes what was seen beside the requests, a line each
 * @param brokenBesides promises that are broken beside those about requests, in words
 */
record ScenarioResult(
        String scenario,
        String description,
        RequestCounts requests,
        long right,
        Prediction prediction,
        double p50Millis,
        double p99Millis,
        Map<String, List<Long>> memoryMebibytes,
        Map<String, Map<String, Long>> counters,
        List<String> crashed,
        List<String> notes,
        List<String> brokenBesides) {

    /** Returns the promises of docs/faults.md that are broken, in words; empty if all are kept. */
    List<String> brokenPromises() {
        List<String> broken = new ArrayList<>(requests.brokenPromises());
        broken.addAll(brokenBesides);
        crashed.forEach(gateway -> broken.add(gateway + " crashed"));
        if (prediction != null && !prediction.holds()) {
            broken.add("accuracy is not as predicted");
        }
        return broken;
    }
}
