package dev.chorus.core.protocol;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chorus.core.family.LabelSet;
import java.nio.charset.StandardCharsets;

/** Writes the JSON form of a {@link TopKResult}, for debugging; no component reads it. Stateless. */
public final class TopKJson {

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private TopKJson() {}

    /**
     * Encodes a result as UTF-8.
     *
     * @param variant the sender
     * @param labelSet the one of the result's fingerprint, at least as many labels as its greatest class index
     */
    public static byte[] encode(TopKResult result, String variant, LabelSet labelSet) {
        JsonObject json = new JsonObject();
        json.addProperty("version", WireFields.VERSION);
        json.addProperty("id", result.id().toString());
        json.addProperty("derived", result.id().isDerived());
        json.addProperty("variant", variant);
        json.addProperty("fingerprint", result.fingerprint().toString());
        json.addProperty("ageMs", result.age().toMillis());
        json.addProperty("deadlineMs", result.deadline().toMillis());
        JsonArray topK = new JsonArray();
        for (int rank = 0; !result.isRefusal() && rank < result.topK().k(); rank++) {
            JsonObject entry = new JsonObject();
            entry.addProperty("class", result.topK().classAt(rank));
            entry.addProperty("label", labelSet.label(result.topK().classAt(rank)));
            entry.addProperty("score", result.topK().scoreAt(rank));
            topK.add(entry);
        }
        json.add("topK", topK);
        json.addProperty("refusal", result.isRefusal() ? result.refusal().wireName() : null);
        return GSON.toJson(json).getBytes(StandardCharsets.UTF_8);
    }
}
