package dev.chorus.core.family;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chorus.core.json.JsonFields;
import dev.chorus.core.json.JsonLimits;
import dev.chorus.core.topk.TopK;
import java.nio.charset.StandardCharsets;

/** Reads and writes {@code family.json}; its fields are described in {@code docs/training.md}. */
public final class FamilyJson {

    /** Maximum length of a {@code family.json}, in bytes. */
    public static final int MAX_LENGTH = 8 << 20;

    /** The maximum of an aggregator, too. */
    private static final int MAX_VARIANTS = 256;

    private static final JsonLimits LIMITS = new JsonLimits(MAX_LENGTH, 4 * LabelSet.MAX_LABELS);

    private static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private FamilyJson() {}

    /**
     * Reads a family.
     *
     * @throws IllegalArgumentException naming the field, the required value and the given value; also if
     *     {@code fingerprint} is present and is not that of the labels
     */
    public static Family read(String json) {
        JsonFields fields = JsonFields.parse(json.getBytes(StandardCharsets.UTF_8), LIMITS);
        LabelSet labelSet = new LabelSet(fields.strings("labels", LabelSet.MAX_LABELS));
        String fingerprint = labelSet.fingerprint().toString();
        if (!fields.string("fingerprint", fingerprint).equals(fingerprint)) {
            throw new IllegalArgumentException("fingerprint must be that of the labels, " + fingerprint + ", was '"
                    + fields.string("fingerprint") + "'");
        }
        return new Family(
                fields.string("name"),
                fields.string("version"),
                labelSet,
                fields.objects("variants", MAX_VARIANTS, FamilyJson::readVariant),
                FusedFitJson.read(fields));
    }

    private static Variant readVariant(JsonFields fields) {
        return new Variant(
                fields.string("id"),
                fields.number("alpha"),
                (int) fields.whole("resolution", 8, 1024),
                (int) fields.whole("headWidth", 0, 65_536),
                fields.number("weight"),
                (int) fields.whole("k", 1, TopK.MAX_K),
                fields.string("model"),
                fields.string("sha256"),
                fields.whole("parameters", 0, 1L << 50),
                fields.whole("macs", 0, 1L << 50),
                fields.number("accuracy"),
                ModelInterfaceJson.read(fields),
                FitJson.read(fields));
    }

    /** Writes a family, indented, ending in a line feed; {@link #read} restores it. */
    public static String write(Family family) {
        JsonObject root = new JsonObject();
        root.addProperty("name", family.name());
        root.addProperty("version", family.version());
        JsonArray labels = new JsonArray();
        family.labelSet().labels().forEach(labels::add);
        root.add("labels", labels);
        root.addProperty("fingerprint", family.labelSet().fingerprint().toString());
        JsonArray variants = new JsonArray();
        family.variants().forEach(variant -> variants.add(writeVariant(variant)));
        root.add("variants", variants);
        FusedFitJson.write(family.fused(), root);
        return PRETTY.toJson(root) + "\n";
    }

    private static JsonObject writeVariant(Variant variant) {
        JsonObject object = new JsonObject();
        object.addProperty("id", variant.id());
        object.addProperty("alpha", variant.alpha());
        object.addProperty("resolution", variant.resolution());
        object.addProperty("headWidth", variant.headWidth());
        object.addProperty("weight", variant.weight());
        object.addProperty("k", variant.k());
        object.addProperty("model", variant.model());
        object.addProperty("sha256", variant.sha256());
        object.addProperty("parameters", variant.parameters());
        object.addProperty("macs", variant.macs());
        object.addProperty("accuracy", variant.accuracy());
        FitJson.write(variant.fit(), object);
        ModelInterfaceJson.write(variant.modelInterface(), object);
        return object;
    }
}
