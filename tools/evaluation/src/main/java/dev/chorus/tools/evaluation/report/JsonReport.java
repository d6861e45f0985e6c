package dev.chorus.tools.evaluation.report;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.evaluation.figures.Figures;

/** The figures as JSON; the keys are in {@code docs/evaluation.md}. */
public final class JsonReport {

    private JsonReport() {}

    /** Indented, with a line's end behind it. */
    public static String text(Figures figures) {
        JsonObject root = new JsonObject();
        root.addProperty("pictures", figures.pictures());
        root.addProperty("classes", figures.family().labelSet().size());
        root.add("variants", variants(figures));
        JsonObject fused = new JsonObject();
        figures.fused().forEach((k, accuracy) -> fused.addProperty(k.toString(), accuracy));
        root.add("fused", fused);
        JsonObject lost = new JsonObject();
        figures.lost()
                .forEach((count, survival) ->
                        lost.add(count.toString(), object("mean", survival.mean(), "worst", survival.worst())));
        root.add("lost", lost);
        root.add(
                "calibration",
                object(
                        "nll", figures.calibration().nll(),
                        "ece", figures.calibration().ece()));
        root.add(
                "earlyStop",
                object(
                        "share", figures.earlyStop().share(),
                        "meanVariants", figures.earlyStop().meanVariants()));
        JsonObject bytes =
                object("vp", figures.traffic().vp(), "cp", figures.traffic().cp());
        bytes.addProperty("mpBest", figures.traffic().mpBest());
        bytes.addProperty("mpWorst", figures.traffic().mpWorst());
        root.add("bytes", bytes);
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(root)
                + "\n";
    }

    private static JsonArray variants(Figures figures) {
        JsonArray all = new JsonArray();
        for (int at = 0; at < figures.accuracies().size(); at++) {
            Variant variant = figures.family().variants().get(at);
            JsonObject one = new JsonObject();
            one.addProperty("id", variant.id());
            one.addProperty("alpha", variant.alpha());
            one.addProperty("resolution", variant.resolution());
            one.addProperty("parameters", variant.parameters());
            one.addProperty("macs", variant.macs());
            one.addProperty("accuracy", figures.accuracies().get(at));
            all.add(one);
        }
        return all;
    }

    private static JsonObject object(String firstKey, Number first, String secondKey, Number second) {
        JsonObject object = new JsonObject();
        object.addProperty(firstKey, first);
        object.addProperty(secondKey, second);
        return object;
    }
}
