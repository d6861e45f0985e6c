package dev.chorus.tools.benchmark.faults;

import java.util.List;
import java.util.Map;

/**
 * What a scenario did.
 *
 * @param scenario its name
 * @param description what was done
 * @param sent requests that the broker acknowledged
 * @param answered with labels
 * @param degraded of these, without an expected variant
 * @param negative told why there are no labels
 * @param lost no answer of any kind by the deadline and a second more
 * @param notSent requests that did not get to the broker by their deadline
 * @param wrong answers with labels or variants that the family does not have
 * @param doubles answers beyond the first to a request
 * @param right answers that name what the picture shows
 * @param prediction what those who were left alone got right, and were to; null where nobody was
 * @param p50Millis latency of answers from the moment at which the request was due; 0 without any
 * @param p99Millis the same
 * @param memoryMebibytes resident memory of each process, before and after
 * @param counters what each gateway's service has counted since its start, but for zeros
 * @param crashed gateways whose process has ended though nobody killed it
 * @param kept whether that is what is promised
 */
record Outcome(
        String scenario,
        String description,
        long sent,
        long answered,
        long degraded,
        long negative,
        long lost,
        long notSent,
        long wrong,
        long doubles,
        long right,
        Prediction prediction,
        double p50Millis,
        double p99Millis,
        Map<String, List<Long>> memoryMebibytes,
        Map<String, Map<String, Long>> counters,
        List<String> crashed,
        boolean kept) {}
