package dev.chorus.core.protocol;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chorus.core.drift.Drift;
import dev.chorus.core.family.FitJson;
import dev.chorus.core.family.FusedFitJson;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.Names;
import dev.chorus.core.family.Variant;
import dev.chorus.core.json.JsonFields;
import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.Status.Member;
import dev.chorus.core.protocol.Status.Serving;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.topk.TopK;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads and writes the JSON form of a {@link Status}. Stateless. */
public final class StatusJson {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private StatusJson() {}

    /** Writes a status as UTF-8. */
    public static byte[] encode(Status status) {
        JsonObject json = new JsonObject();
        json.addProperty("version", WireFields.VERSION);
        json.addProperty("kind", status.kind().wireName());
        json.addProperty("id", status.id());
        json.addProperty("state", status.state().wireName());
        json.addProperty("problem", status.problem());
        json.addProperty("family", status.family());
        json.addProperty("familyVersion", status.familyVersion());
        json.addProperty("software", status.software());
        json.add("counters", GSON.toJsonTree(new TreeMap<>(status.counters())));
        if (status.variant() != null) {
            addServing(json, status.variant());
        }
        if (status.kind() == Kind.AGGREGATOR) {
            JsonArray members = new JsonArray();
            status.members().forEach(member -> members.add(member(member)));
            json.add("members", members);
            addDrift(json, status.drift());
        }
        return GSON.toJson(json).getBytes(StandardCharsets.UTF_8);
    }

    private static void addServing(JsonObject json, Serving serving) {
        json.addProperty("variant", serving.variant());
        if (serving.labelSet() != null) {
            json.addProperty("fingerprint", serving.fingerprint().toString());
            json.add("labels", GSON.toJsonTree(serving.labelSet().labels()));
            json.addProperty("weight", serving.weight());
            json.addProperty("k", serving.k());
            FitJson.write(serving.fit(), json);
            FusedFitJson.write(serving.fused(), json);
        }
    }

    private static void addDrift(JsonObject json, Drift drift) {
        if (drift == null) {
            return;
        }
        JsonObject object = new JsonObject();
        object.addProperty("answers", drift.answers());
        object.addProperty("distance", drift.distance());
        object.addProperty("chance", drift.chance());
        object.addProperty("drifted", drift.isDrifted());
        object.add("more", GSON.toJsonTree(drift.more()));
        object.add("fewer", GSON.toJsonTree(drift.fewer()));
        json.add("drift", object);
    }

    private static JsonObject member(Member member) {
        JsonObject json = new JsonObject();
        json.addProperty("id", member.id());
        json.addProperty("variant", member.variant());
        json.addProperty("state", member.state().wireName());
        json.addProperty("compatible", member.compatible());
        json.addProperty("behind", member.behind());
        if (member.answerTime() != null) {
            json.addProperty("answerMs", member.answerTime().toNanos() / 1000 / 1e3);
        }
        return json;
    }

    /**
     * Decodes the message of an instance, or of the broker on its behalf.
     *
     * @throws MalformedPayloadException naming the field, the required value and the given value
     */
    public static Status decode(byte[] payload) throws MalformedPayloadException {
        try {
            return read(JsonFields.parse(payload, WireLimits.STATUS), payload.length);
        } catch (IllegalArgumentException e) {
            throw new MalformedPayloadException(e.getMessage());
        }
    }

    private static Status read(JsonFields fields, int bytes) {
        WireFields.checkVersion(fields);
        Kind kind = WireNames.parse(Kind.class, "kind", fields.string("kind"));
        if (kind != Kind.VARIANT && bytes > WireLimits.MESSAGE_BYTES) {
            throw new IllegalArgumentException("a status of kind " + kind.wireName() + " must have at most "
                    + WireLimits.MESSAGE_BYTES + " bytes, has " + bytes);
        }
        boolean aggregator = kind == Kind.AGGREGATOR;
        return new Status(
                kind,
                fields.string("id"),
                WireNames.parse(State.class, "state", fields.string("state")),
                fields.string("problem", null),
                fields.has("family") ? Names.check("family", fields.string("family")) : null,
                WireFields.softwareVersion(fields, "familyVersion"),
                WireFields.softwareVersion(fields, "software"),
                readCounters(fields.object("counters")),
                kind == Kind.VARIANT ? readServing(fields) : null,
                aggregator ? fields.objects("members", WireLimits.VARIANTS, StatusJson::readMember) : List.of(),
                aggregator && fields.has("drift") ? readDrift(fields.object("drift")) : null);
    }

    private static Drift readDrift(JsonFields fields) {
        fields.flag("drifted", false);
        return new Drift(
                (int) fields.whole("answers", 1, Integer.MAX_VALUE),
                fields.number("distance", 0, 1),
                fields.number("chance", 0, Drift.MAX_CHANCE),
                labels(fields, "more"),
                labels(fields, "fewer"));
    }

    private static List<String> labels(JsonFields fields, String field) {
        List<String> labels = fields.strings(field, Drift.MAX_LABELS);
        labels.forEach(label -> LabelSet.checkLabel(field, label));
        return labels;
    }

    private static Map<String, Long> readCounters(JsonFields fields) {
        Map<String, Long> counters = new TreeMap<>();
        for (String name : fields.names(WireLimits.COUNTERS)) {
            counters.put(Names.check("counters", name), fields.whole(name, 0, WireLimits.MAX_COUNT));
        }
        return counters;
    }

    private static Serving readServing(JsonFields fields) {
        if (!fields.has("labels")) {
            return Serving.nothing(fields.string("variant"));
        }
        LabelSet labels = new LabelSet(fields.strings("labels", LabelSet.MAX_LABELS));
        String fingerprint = labels.fingerprint().toString();
        if (!fields.string("fingerprint", fingerprint).equals(fingerprint)) {
            throw new IllegalArgumentException("fingerprint must be that of the labels, " + fingerprint);
        }
        double weight = fields.number("weight");
        if (weight <= 0 || weight > Variant.MAX_WEIGHT) {
            throw new IllegalArgumentException(
                    "weight must be above 0, at most " + Variant.MAX_WEIGHT + ", was " + weight);
        }
        return new Serving(
                fields.string("variant"),
                labels,
                weight,
                (int) fields.whole("k", 1, TopK.MAX_K),
                FitJson.read(fields),
                FusedFitJson.read(fields));
    }

    private static Member readMember(JsonFields fields) {
        return new Member(
                fields.string("id"),
                fields.string("variant"),
                WireNames.parse(State.class, "state", fields.string("state")),
                fields.flag("compatible", false),
                fields.flag("behind", false),
                fields.has("answerMs") ? WireFields.millis(fields, "answerMs") : null);
    }
}
