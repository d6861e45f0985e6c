package dev.chorus.core.protocol;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chorus.core.json.JsonFields;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.FusedResult.RankedLabel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Reads and writes the JSON form of a {@link FusedResult}. Stateless. */
public final class FusedResultJson {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private FusedResultJson() {}

    /** Writes a result as UTF-8. */
    public static byte[] encode(FusedResult result) {
        JsonObject json = new JsonObject();
        json.addProperty("version", WireFields.VERSION);
        json.addProperty("id", result.id().toString());
        if (result.id().isDerived()) {
            json.addProperty("derived", true);
        }
        json.addProperty("family", result.family());
        json.addProperty("familyVersion", result.familyVersion());
        json.addProperty("outcome", result.outcome().wireName());
        json.addProperty("reason", result.reason());
        json.add("labels", labels(result.labels()));
        json.addProperty("degraded", result.degraded());
        json.add("contributors", GSON.toJsonTree(result.contributors()));
        json.add("missing", GSON.toJsonTree(result.missing()));
        JsonObject refusals = new JsonObject();
        new TreeMap<>(result.refusals()).forEach((variant, why) -> refusals.addProperty(variant, why.wireName()));
        json.add("refusals", refusals);
        json.addProperty("closedBy", result.closedBy().wireName());
        json.addProperty("margin", rounded(result.margin()));
        result.confidence().ifPresent(confidence -> json.addProperty("confidence", rounded(confidence)));
        json.addProperty("latencyMs", result.latency().toNanos() / 1000 / 1000.0);
        json.addProperty("aggregator", result.aggregator());
        return GSON.toJson(json).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonArray labels(List<RankedLabel> labels) {
        JsonArray array = new JsonArray();
        for (RankedLabel label : labels) {
            JsonObject entry = new JsonObject();
            entry.addProperty("label", label.label());
            entry.addProperty("class", label.classIndex());
            entry.addProperty("score", rounded(label.score()));
            array.add(entry);
        }
        return array;
    }

    private static double rounded(double number) {
        return Math.rint(number * 1e6) / 1e6;
    }

    /**
     * Decodes the message of an aggregator.
     *
     * @throws MalformedPayloadException naming the field, the required value and the given value
     */
    public static FusedResult decode(byte[] payload) throws MalformedPayloadException {
        try {
            return read(JsonFields.parse(payload, WireLimits.RESULT));
        } catch (IllegalArgumentException e) {
            throw new MalformedPayloadException(e.getMessage());
        }
    }

    private static FusedResult read(JsonFields fields) {
        WireFields.checkVersion(fields);
        return new FusedResult(
                RequestId.parse(fields.string("id"), fields.flag("derived", false)),
                fields.string("family"),
                WireFields.softwareVersion(fields, "familyVersion"),
                WireNames.parse(Outcome.class, "outcome", fields.string("outcome")),
                fields.string("reason", null),
                fields.objects("labels", WireLimits.LABELS, FusedResultJson::readLabel),
                fields.flag("degraded", false),
                fields.strings("contributors", WireLimits.VARIANTS),
                fields.strings("missing", WireLimits.VARIANTS),
                readRefusals(fields.object("refusals")),
                WireNames.parse(CloseReason.class, "closedBy", fields.string("closedBy")),
                fields.has("margin") ? fields.number("margin", 0, 1) : 0,
                fields.has("confidence")
                        ? OptionalDouble.of(fields.number("confidence", 0, 1))
                        : OptionalDouble.empty(),
                fields.has("latencyMs") ? WireFields.millis(fields, "latencyMs") : Duration.ZERO,
                fields.string("aggregator"));
    }

    private static RankedLabel readLabel(JsonFields fields) {
        return new RankedLabel(
                fields.string("label"), (int) fields.whole("class", 0, 0xFFFF), fields.number("score", 0, 1));
    }

    private static Map<String, Refusal> readRefusals(JsonFields fields) {
        Map<String, Refusal> refusals = new TreeMap<>();
        for (String variant : fields.names(WireLimits.VARIANTS)) {
            refusals.put(variant, WireNames.parse(Refusal.class, "refusals." + variant, fields.string(variant)));
        }
        return refusals;
    }
}
