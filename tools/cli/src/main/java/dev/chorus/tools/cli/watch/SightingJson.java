package dev.chorus.tools.cli.watch;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chorus.core.protocol.Status;
import java.util.List;

/** Formats families as one line of JSON. */
public final class SightingJson {

    private SightingJson() {}

    /** Returns an object with {@code families}. */
    public static String of(List<InstanceView> sightings) {
        JsonArray families = new JsonArray();
        sightings.forEach(sighting -> families.add(json(sighting)));
        JsonObject json = new JsonObject();
        json.add("families", families);
        return json.toString();
    }

    private static JsonObject json(InstanceView sighting) {
        JsonObject json = new JsonObject();
        json.addProperty("family", sighting.family());
        json.addProperty("well", sighting.isWell());
        json.addProperty("ratePerSecond", sighting.rate());
        json.addProperty("results", sighting.results());
        json.addProperty("degraded", sighting.degraded());
        json.addProperty("withoutAnswer", sighting.withoutAnswer());
        json.addProperty("p50Ms", sighting.p50Millis());
        json.addProperty("p99Ms", sighting.p99Millis());
        JsonArray variants = new JsonArray();
        sighting.variants().forEach(status -> {
            JsonObject variant = json(status, sighting.standing(status));
            variant.addProperty(
                    "variant",
                    status.variant() == null ? null : status.variant().variant());
            variants.add(variant);
        });
        json.add("variants", variants);
        JsonArray aggregators = new JsonArray();
        for (Status status : sighting.aggregators()) {
            JsonObject aggregator = json(status, status.state().wireName());
            if (status.drift() != null) {
                aggregator.add("drift", new Gson().toJsonTree(status.drift()));
                aggregator
                        .getAsJsonObject("drift")
                        .addProperty("drifted", status.drift().isDrifted());
            }
            aggregators.add(aggregator);
        }
        json.add("aggregators", aggregators);
        json.add("troubles", new Gson().toJsonTree(sighting.troubles()));
        return json;
    }

    private static JsonObject json(Status status, String standing) {
        JsonObject json = new JsonObject();
        json.addProperty("id", status.id());
        json.addProperty("standing", standing);
        json.addProperty("problem", status.problem());
        json.addProperty("familyVersion", status.familyVersion());
        json.addProperty("software", status.software());
        return json;
    }
}
