package dev.chorus.tools.planner;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chorus.core.family.Family;
import java.util.List;

/** Formats plans as JSON; {@code docs/planning.md} lists the keys. */
final class PlanJson {

    private PlanJson() {}

    static String of(
            Family family, List<Site> sites, List<Forecast> plans, double floor, int lost, double rate, boolean held) {
        JsonObject root = new JsonObject();
        root.addProperty("family", family.name());
        root.addProperty("version", family.version());
        root.addProperty("floor", floor);
        root.addProperty("lost", lost);
        root.addProperty("rate", rate);
        root.addProperty("held", held);
        JsonArray all = new JsonArray();
        plans.forEach(plan -> all.add(plan(family, sites, plan)));
        root.add("plans", all);
        return new GsonBuilder().setPrettyPrinting().create().toJson(root) + "\n";
    }

    private static JsonObject plan(Family family, List<Site> sites, Forecast forecast) {
        JsonObject json = new JsonObject();
        JsonObject response = new JsonObject();
        response.addProperty("meanMs", forecast.response().mean());
        response.addProperty("p50Ms", forecast.response().p50());
        response.addProperty("p95Ms", forecast.response().p95());
        json.add("response", response);
        json.addProperty("accuracy", forecast.accuracy());
        json.addProperty("accuracyWithLost", forecast.worst());
        json.addProperty("expectedAccuracy", forecast.expected().accuracy());
        json.addProperty("floorHeld", forecast.expected().held());
        json.addProperty("answered", forecast.expected().answered());
        json.addProperty("aggregator", sites.get(forecast.plan().aggregator()).name());
        json.addProperty("standby", sites.get(forecast.plan().standby()).name());
        JsonObject variants = new JsonObject();
        for (int site : forecast.plan().hosts()) {
            variants.addProperty(
                    sites.get(site).name(),
                    family.variants().get(forecast.plan().variantOf()[site]).id());
        }
        json.add("variants", variants);
        return json;
    }
}
