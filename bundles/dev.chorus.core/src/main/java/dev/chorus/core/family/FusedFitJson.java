package dev.chorus.core.family;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chorus.core.json.JsonFields;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads and writes the object {@code fused} of {@code family.json} and of a variant's status: strategy to fit. Absent
 * if nothing was fitted. Stateless.
 */
public final class FusedFitJson {

    /** Maximum number of strategies. */
    public static final int MAX_STRATEGIES = 16;

    private static final String FUSED = "fused";
    private static final String ANSWERS = "answers";

    private FusedFitJson() {}

    /**
     * Reads the fits of all strategies.
     *
     * @param fields of the enclosing object
     * @return strategy to fit; empty if absent
     * @throws IllegalArgumentException naming the field, the required value and the given value
     */
    public static Map<String, FusedFit> read(JsonFields fields) {
        JsonFields fused = fields.object(FUSED);
        Map<String, FusedFit> fits = new TreeMap<>();
        for (String strategy : fused.names(MAX_STRATEGIES)) {
            if (!fused.has(strategy)) {
                throw new IllegalArgumentException(FUSED + "." + strategy + " must be an object, was null");
            }
            fits.put(Names.check("strategy", strategy), readFit(fused.object(strategy)));
        }
        return fits;
    }

    private static FusedFit readFit(JsonFields fields) {
        SortedMap<Double, Double> margins = new TreeMap<>();
        fields.objects(
                        "margins",
                        FusedFit.MAX_MARGINS,
                        one -> Map.entry(one.number("disagreement"), one.number("margin")))
                .forEach(one -> margins.put(one.getKey(), one.getValue()));
        return new FusedFit(
                fields.number("temperature", FusedFit.NONE.temperature()),
                margins,
                fields.wholes(ANSWERS, FusedFit.MAX_COUNTED_CLASSES, 0, FusedFit.MAX_ANSWERS));
    }

    /** Adds the fits to the enclosing object; adds nothing if nothing was fitted. */
    public static void write(Map<String, FusedFit> fits, JsonObject holder) {
        if (fits.isEmpty()) {
            return;
        }
        JsonObject fused = new JsonObject();
        new TreeMap<>(fits).forEach((strategy, fit) -> fused.add(strategy, write(fit)));
        holder.add(FUSED, fused);
    }

    private static JsonObject write(FusedFit fit) {
        JsonObject object = new JsonObject();
        object.addProperty("temperature", fit.temperature());
        JsonArray margins = new JsonArray();
        fit.margins().forEach((disagreement, margin) -> {
            JsonObject one = new JsonObject();
            one.addProperty("disagreement", disagreement);
            one.addProperty("margin", margin);
            margins.add(one);
        });
        object.add("margins", margins);
        if (!fit.answers().isEmpty()) {
            JsonArray answers = new JsonArray();
            fit.answers().forEach(answers::add);
            object.add(ANSWERS, answers);
        }
        return object;
    }
}
