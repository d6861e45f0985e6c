package dev.chorus.tools.evaluation.report;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.evaluation.figures.Confidence;
import dev.chorus.tools.evaluation.figures.ConfidenceCalibration;
import dev.chorus.tools.evaluation.figures.EarlyStop;
import dev.chorus.tools.evaluation.figures.EvaluationFigures;
import dev.chorus.tools.evaluation.figures.FittedFigures;
import dev.chorus.tools.evaluation.figures.StrategyFigures;
import dev.chorus.tools.evaluation.figures.Survival;
import java.util.SortedMap;

/** The figures as JSON; the keys are in {@code docs/evaluation.md}. */
public final class JsonReport {

    private JsonReport() {}

    /** Indented, with a line's end behind it. */
    public static String text(EvaluationFigures figures) {
        JsonObject root = new JsonObject();
        root.addProperty("pictures", figures.pictures());
        root.addProperty("classes", figures.family().labelSet().size());
        root.add("variants", variants(figures));
        root.add("fused", fused(figures.fused()));
        root.add("lost", lost(figures.lost()));
        root.add("calibration", calibration(figures.confidence().published()));
        root.add("confidence", confidence(figures.confidence()));
        root.add("earlyStop", earlyStop(figures.earlyStop()));
        JsonObject bytes =
                object("vp", figures.traffic().vp(), "cp", figures.traffic().cp());
        bytes.addProperty("mpBest", figures.traffic().mpBest());
        bytes.addProperty("mpWorst", figures.traffic().mpWorst());
        root.add("bytes", bytes);
        figures.fitted().ifPresent(fitted -> root.add("fitted", fitted(fitted)));
        JsonObject strategies = new JsonObject();
        figures.strategies().forEach(one -> strategies.add(one.name(), strategy(one)));
        root.add("strategies", strategies);
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(root)
                + "\n";
    }

    private static JsonArray variants(EvaluationFigures figures) {
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
            variant.fit().weight().ifPresent(weight -> {
                one.addProperty("fittedWeight", weight);
                one.addProperty("temperature", variant.fit().temperature());
            });
            all.add(one);
        }
        return all;
    }

    private static JsonObject fused(SortedMap<Integer, Double> accuracies) {
        JsonObject fused = new JsonObject();
        accuracies.forEach((k, accuracy) -> fused.addProperty(k.toString(), accuracy));
        return fused;
    }

    private static JsonObject lost(SortedMap<Integer, Survival> survivals) {
        JsonObject lost = new JsonObject();
        survivals.forEach((count, survival) ->
                lost.add(count.toString(), object("mean", survival.mean(), "worst", survival.worst())));
        return lost;
    }

    private static JsonObject fitted(FittedFigures figures) {
        JsonObject fitted = new JsonObject();
        fitted.add("fused", fused(figures.fused()));
        fitted.add("lost", lost(figures.lost()));
        fitted.add("calibration", calibration(figures.confidence().published()));
        fitted.add("confidence", confidence(figures.confidence()));
        return fitted;
    }

    private static JsonObject strategy(StrategyFigures figures) {
        JsonObject strategy = new JsonObject();
        strategy.addProperty("fused", figures.fused());
        strategy.add("earlyStop", earlyStop(figures.earlyStop()));
        JsonObject told = calibration(figures.told());
        told.addProperty("temperature", figures.temperature());
        strategy.add("told", told);
        strategy.add("calibrated", calibration(figures.calibrated()));
        JsonArray stops = new JsonArray();
        figures.stops().forEach((disagreement, stop) -> {
            JsonObject one = object("allowed", disagreement, "margin", stop.margin());
            one.addProperty("disagreement", stop.outcome().disagreement());
            one.addProperty("share", stop.outcome().share());
            one.addProperty("meanVariants", stop.outcome().meanVariants());
            stops.add(one);
        });
        strategy.add("stops", stops);
        return strategy;
    }

    private static JsonObject earlyStop(EarlyStop stop) {
        return object("share", stop.share(), "meanVariants", stop.meanVariants());
    }

    private static JsonObject confidence(Confidence confidence) {
        JsonObject readings = new JsonObject();
        readings.add("spread", calibration(confidence.spread()));
        JsonObject calibrated = calibration(confidence.calibrated());
        calibrated.addProperty("temperature", confidence.temperature());
        readings.add("calibrated", calibrated);
        return readings;
    }

    private static JsonObject calibration(ConfidenceCalibration calibration) {
        return object("nll", calibration.nll(), "ece", calibration.ece());
    }

    private static JsonObject object(String firstKey, Number first, String secondKey, Number second) {
        JsonObject object = new JsonObject();
        object.addProperty(firstKey, first);
        object.addProperty(secondKey, second);
        return object;
    }
}
