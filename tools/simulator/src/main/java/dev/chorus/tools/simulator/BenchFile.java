package dev.chorus.tools.simulator;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.chorus.core.metrics.Percentiles;
import dev.chorus.tools.files.FileFailure;
import dev.chorus.tools.files.InputFile;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Report written by {@code ./chorus bench NAME --json FILE}. Immutable. */
public final class BenchFile {

    private final String bench;
    private final String machine;
    private final Map<String, double[]> figures;

    private BenchFile(String bench, String machine, Map<String, double[]> figures) {
        this.bench = bench;
        this.machine = machine;
        this.figures = figures;
    }

    /**
     * Reads a report.
     *
     * @throws FileFailure if the file cannot be read
     * @throws IllegalArgumentException if it is not a report of {@code bench}
     */
    public static BenchFile of(Path file, String bench) throws FileFailure {
        return read(new StringReader(InputFile.text(file)), bench);
    }

    static BenchFile read(Reader reader, String bench) {
        try {
            JsonObject report = new Gson().fromJson(reader, JsonObject.class);
            if (report == null || !report.has("figures")) {
                throw new IllegalArgumentException("figures are missing, " + required(bench));
            }
            Map<String, double[]> figures = new LinkedHashMap<>();
            for (JsonElement each : report.getAsJsonArray("figures")) {
                JsonObject figure = each.getAsJsonObject();
                figures.put(figure.get("key").getAsString(), new Gson().fromJson(figure.get("values"), double[].class));
            }
            return new BenchFile(bench, text(report, "machine") + ", " + text(report, "time"), figures);
        } catch (JsonParseException | IllegalStateException | ClassCastException | NullPointerException e) {
            throw new IllegalArgumentException("it is not a report of a bench, " + required(bench));
        }
    }

    private static String text(JsonObject report, String key) {
        return report.has(key) ? report.get(key).getAsString() : "unknown";
    }

    private static String required(String bench) {
        return "required is the output of ./chorus bench " + bench + " --json";
    }

    /** Returns the machine and time of the measurement. */
    public String machine() {
        return machine;
    }

    /**
     * Returns all values of a figure, at least one, none below 0.
     *
     * @throws IllegalArgumentException if the figure is missing
     */
    public double[] values(String key) {
        double[] values = figures.get(key);
        if (values == null || values.length == 0 || !Arrays.stream(values).allMatch(value -> value >= 0)) {
            throw new IllegalArgumentException("figure '" + key + "' is missing or below 0, " + required(bench));
        }
        return values.clone();
    }

    /** Returns the median of a figure. */
    public double median(String key) {
        return Percentiles.of(values(key)).median().orElseThrow();
    }

    /** Returns the median of a figure; empty if it was not measured. */
    public Optional<Double> medianIfThere(String key) {
        return figures.containsKey(key) ? Optional.of(median(key)) : Optional.empty();
    }
}
