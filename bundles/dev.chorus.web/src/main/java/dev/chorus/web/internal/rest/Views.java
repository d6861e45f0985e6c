package dev.chorus.web.internal.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.metrics.Percentiles;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.mqtt.request.Response;
import dev.chorus.web.internal.watch.FamilyWatch;
import dev.chorus.web.internal.watch.SeenResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Formats the state of a family as JSON ({@code docs/rest.md}). */
public final class Views {

    private static final int RECENT = 200;
    private static final int MAX_COMPARED = 32;

    /** Status fields whose length grows with the number of classes or variants. */
    private static final List<String> TOO_LONG = List.of("labels", "fused", "members");

    private Views() {}

    /** Returns a family with its instances and statistics. */
    static JsonObject family(FamilyWatch watch) {
        JsonObject json = new JsonObject();
        json.addProperty("family", watch.family().orElse(null));
        json.addProperty("service", watch.name());
        json.addProperty("problem", watch.problem().orElse(null));
        json.addProperty("failure", watch.failure().orElse(null));
        json.add("variants", variants(watch));
        json.add("aggregators", aggregators(watch));
        List<SeenResult> recent = watch.results(RECENT);
        json.add("recent", recent(recent));
        json.add("agreement", agreement(recent));
        json.add("accuracy", Truths.accuracy(recent, watch::labels));
        json.add("counters", counters(watch.counters()));
        return json;
    }

    /** Returns every variant instance: its status, and how the aggregators rate it. */
    static JsonArray variants(FamilyWatch watch) {
        JsonArray all = new JsonArray();
        for (Status status : watch.variants()) {
            JsonObject json = plain(status);
            Status.Serving serving = status.variant();
            if (serving != null) {
                json.addProperty("variant", serving.variant());
                json.addProperty("weight", serving.weight());
                json.addProperty("k", serving.k());
            }
            member(watch, status.id()).ifPresent(member -> {
                json.addProperty("compatible", member.compatible());
                json.addProperty("behind", member.behind());
                Duration time = member.answerTime();
                json.addProperty("answerMs", time == null ? null : time.toNanos() / 1e6);
            });
            json.addProperty("standing", standing(status, member(watch, status.id())));
            all.add(json);
        }
        return all;
    }

    private static Optional<Status.Member> member(FamilyWatch watch, String id) {
        return watch.aggregators().stream()
                .filter(aggregator -> aggregator.state().isAwaited())
                .flatMap(aggregator -> aggregator.members().stream())
                .filter(member -> member.id().equals(id))
                .findFirst();
    }

    /**
     * Returns the state of an instance: online, late, other-labels, degraded, offline, misconfigured, no-model or
     * stopped.
     */
    private static String standing(Status status, Optional<Status.Member> member) {
        if (status.state() != Status.State.ONLINE) {
            return status.state().wireName();
        }
        if (member.filter(Status.Member::behind).isPresent()) {
            return "late";
        }
        return member.filter(known -> !known.compatible()).isPresent() ? "other-labels" : "online";
    }

    /** Returns the status of every aggregator. */
    static JsonArray aggregators(FamilyWatch watch) {
        JsonArray all = new JsonArray();
        watch.aggregators().forEach(status -> all.add(plain(status)));
        return all;
    }

    /** Returns a status as it was published, without the fields that may be long. */
    private static JsonObject plain(Status status) {
        JsonObject json = parsed(StatusJson.encode(status));
        TOO_LONG.forEach(json::remove);
        return json;
    }

    /** Returns the latest results, the newest first. */
    static JsonArray results(FamilyWatch watch, int atMost) {
        JsonArray all = new JsonArray();
        watch.results(atMost).forEach(seen -> all.add(result(watch, seen)));
        return all;
    }

    private static JsonObject result(FamilyWatch watch, SeenResult seen) {
        JsonObject json = parsed(FusedResultJson.encode(seen.result()));
        json.addProperty("at", seen.at().toString());
        json.addProperty("picture", seen.hasPicture());
        json.addProperty("truth", seen.truth().orElse(null));
        json.add("topK", topK(watch, seen.topK()));
        return json;
    }

    /** Returns an answer to a picture that was sent from here. */
    static JsonObject answer(FamilyWatch watch, Response reply, Map<String, TopKResult> topK) {
        JsonObject json = parsed(FusedResultJson.encode(reply.result()));
        json.addProperty("roundTripMs", reply.latency().toNanos() / 1e6);
        json.add("topK", topK(watch, topK));
        return json;
    }

    private static JsonObject topK(FamilyWatch watch, Map<String, TopKResult> topK) {
        JsonObject all = new JsonObject();
        new TreeMap<>(topK).forEach((variant, result) -> all.add(variant, topK(watch, result)));
        return all;
    }

    private static JsonElement topK(FamilyWatch watch, TopKResult result) {
        JsonObject json = new JsonObject();
        json.addProperty("ageMs", result.age().toMillis());
        if (result.isRefusal()) {
            json.addProperty("refusal", result.refusal().wireName());
            return json;
        }
        Optional<LabelSet> labels = watch.labels(result);
        JsonArray classes = new JsonArray();
        for (int rank = 0; rank < result.topK().k(); rank++) {
            int classIndex = result.topK().classAt(rank);
            JsonObject entry = new JsonObject();
            entry.addProperty("class", classIndex);
            entry.addProperty(
                    "label",
                    labels.filter(known -> classIndex < known.size())
                            .map(known -> known.label(classIndex))
                            .orElse(null));
            entry.addProperty("score", result.topK().scoreAt(rank));
            classes.add(entry);
        }
        json.add("classes", classes);
        return json;
    }

    private static JsonObject recent(List<SeenResult> results) {
        JsonObject json = new JsonObject();
        json.addProperty("results", results.size());
        json.addProperty(
                "degraded",
                results.stream().filter(seen -> seen.result().degraded()).count());
        json.addProperty(
                "answered",
                results.stream()
                        .filter(seen -> !seen.result().labels().isEmpty())
                        .count());
        double[] millis = results.stream()
                .mapToDouble(seen -> seen.result().latency().toNanos() / 1e6)
                .toArray();
        JsonArray history = new JsonArray();
        for (int at = millis.length - 1; at >= 0; at--) {
            history.add(Math.round(millis[at] * 10) / 10.0);
        }
        json.add("latencyMs", history);
        Percentiles percentiles = Percentiles.of(millis);
        for (int percent : new int[] {50, 95, 99}) {
            json.addProperty("p" + percent, percentiles.at(percent).orElse(0));
        }
        return json;
    }

    /**
     * Returns how often each two variants had the same first class, of the pictures that both have answered; for the
     * variants with the most answers.
     */
    private static JsonArray agreement(List<SeenResult> results) {
        Set<String> compared = mostFrequentVariants(results);
        Map<String, int[]> pairs = new TreeMap<>();
        for (SeenResult seen : results) {
            List<Map.Entry<String, TopKResult>> entries = seen.topK().entrySet().stream()
                    .filter(one -> !one.getValue().isRefusal() && compared.contains(one.getKey()))
                    .sorted(Map.Entry.comparingByKey())
                    .toList();
            for (int one = 0; one < entries.size(); one++) {
                for (int other = one + 1; other < entries.size(); other++) {
                    int[] counts = pairs.computeIfAbsent(
                            entries.get(one).getKey() + " " + entries.get(other).getKey(), first -> new int[2]);
                    counts[0]++;
                    counts[1] += entries.get(one).getValue().topK().classAt(0)
                                    == entries.get(other).getValue().topK().classAt(0)
                            ? 1
                            : 0;
                }
            }
        }
        JsonArray all = new JsonArray();
        pairs.forEach((names, counts) -> {
            JsonObject json = new JsonObject();
            json.addProperty("one", names.substring(0, names.indexOf(' ')));
            json.addProperty("other", names.substring(names.indexOf(' ') + 1));
            json.addProperty("both", counts[0]);
            json.addProperty("same", counts[1]);
            all.add(json);
        });
        return all;
    }

    /** Limits the number of variants: their names come from topics, and the number of pairs is quadratic. */
    private static Set<String> mostFrequentVariants(List<SeenResult> results) {
        Map<String, Integer> answers = new TreeMap<>();
        results.forEach(seen -> seen.topK().keySet().forEach(variant -> answers.merge(variant, 1, Integer::sum)));
        return answers.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MAX_COMPARED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonObject counters(Map<String, Long> counters) {
        JsonObject json = new JsonObject();
        new TreeMap<>(counters).forEach(json::addProperty);
        return json;
    }

    private static JsonObject parsed(byte[] json) {
        return JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject();
    }
}
