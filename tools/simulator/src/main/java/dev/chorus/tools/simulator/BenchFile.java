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

/** What {@code ./chorus bench NAME --json FILE} wrote. Immutable. */
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
     * Reads a file.
     *
     * @throws FileFailure if it cannot be read
     * @throws IllegalArgumentException if it is not as {@code bench} writes it
     */
    public static BenchFile of(Path file, String bench) throws FileFailure {
        return read(new StringReader(InputFile.text(file)), bench);
    }

    static BenchFile read(Reader reader, String bench) {
        try {
            JsonObject report = new Gson().fromJson(reader, JsonObject.class);
            if (report == null || !report.has("figures")) {
                throw new IllegalArgumentException("it has no figures, " + allowed(bench));
            }
            Map<String, double[]> figures = new LinkedHashMap<>();
            for (JsonElement each : report.getAsJsonArray("figures")) {
                JsonObject figure = each.getAsJsonObject();
                figures.put(figure.get("key").getAsString(), new Gson().fromJson(figure.get("values"), double[].class));
            }
            return new BenchFile(bench, text(report, "machine") + ", " + text(report, "time"), figures);
        } catch (JsonParseException | IllegalStateException | ClassCastException | NullPointerException e) {
            throw new IllegalArgumentException("it is no report of a bench, " + allowed(bench));
        }
    }

    private static String text(JsonObject report, String key) {
        return report.has(key) ? report.get(key).getAsString() : "unknown";
    }

    private static String allowed(String bench) {
        return "allowed is what ./chorus bench " + bench + " --json writes";
    }

    /** On which machine it was measured, and when. */
    public String machine() {
        return machine;
    }

    /**
     * All values of a figure, at least one, none below 0.
     *
     * @throws IllegalArgumentException if it is not there
     */
    public double[] values(String key) {
        double[] values = figures.get(key);
        if (values == null || values.length == 0 || !Arrays.stream(values).allMatch(value -> value >= 0)) {
            throw new IllegalArgumentException("figure '" + key + "' is missing or below 0, " + allowed(bench));
        }
        return values.clone();
    }

    /** The median of a figure. */
    public double median(String key) {
        return Percentiles.of(values(key)).median().orElseThrow();
    }

    /** The median of a figure if it was measured. */
    public Optional<Double> medianIfThere(String key) {
        return figures.containsKey(key) ? Optional.of(median(key)) : Optional.empty();
    }
}
