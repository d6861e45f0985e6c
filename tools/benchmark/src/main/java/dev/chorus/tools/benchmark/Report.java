package dev.chorus.tools.benchmark;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chorus.tools.benchmark.rig.Machine;
import dev.chorus.tools.files.OutputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a bench found, for people and for programs. */
public final class Report {

    private static final int BAR = 30;

    /** More values than that are not drawn one by one, but counted in bins. */
    private static final int MANY = 20;

    private static final int BINS = 10;

    private final Bench bench;
    private final List<Figure> figures;
    private final Instant when = Instant.now();

    /** A report of now. */
    public Report(Bench bench, List<Figure> figures) {
        this.bench = bench;
        this.figures = figures;
    }

    /** Median, spread, what is promised, and a bar for each value. */
    void print(PrintWriter out) {
        out.println(Machine.describe() + ", " + when);
        for (Figure figure : figures) {
            out.println();
            out.println(line(figure));
            if (figure.values().size() > MANY) {
                drawBins(figure, out);
            } else if (figure.values().size() > 1) {
                drawValues(figure, out);
            }
        }
        out.flush();
    }

    private static void drawValues(Figure figure, PrintWriter out) {
        double greatest = Math.max(
                figure.greatest(), figure.target().map(Figure.Target::value).orElse(0.0));
        figure.values().forEach(value -> draw(out, number(value), value, greatest));
    }

    /** How many values are in each tenth of the way from the 1st percentile to the 99th, those beyond in the outermost. */
    private static void drawBins(Figure figure, PrintWriter out) {
        double from = figure.percentile(1);
        double step = (figure.percentile(99) - from) / BINS;
        if (step <= 0) {
            return;
        }
        int[] counts = new int[BINS];
        figure.values().forEach(value -> counts[(int) Math.max(0, Math.min(BINS - 1, (value - from) / step))]++);
        int most = Arrays.stream(counts).max().orElseThrow();
        for (int bin = 0; bin < BINS; bin++) {
            draw(out, "from " + number(from + bin * step), counts[bin], most);
        }
    }

    private static void draw(PrintWriter out, String name, double value, double greatest) {
        int length = greatest <= 0 ? 0 : (int) Math.round(BAR * Math.max(0, value) / greatest);
        out.printf(Locale.ROOT, "    %15s %s%n", name, "#".repeat(length));
    }

    private static String line(Figure figure) {
        StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "  %s: %s %s", figure.meaning(), number(figure.median()), figure.unit()));
        if (figure.values().size() > MANY) {
            line.append(String.format(
                    Locale.ROOT,
                    " (median of %d; 90 %% within %s to %s)",
                    figure.values().size(),
                    number(figure.percentile(5)),
                    number(figure.percentile(95))));
        } else if (figure.values().size() > 1) {
            line.append(String.format(
                    Locale.ROOT,
                    " (median of %d, %s to %s)",
                    figure.values().size(),
                    number(figure.least()),
                    number(figure.greatest())));
        }
        figure.target()
                .ifPresent(target -> line.append("; ").append(target).append(figure.isMet() ? ": met" : ": MISSED"));
        return line.toString();
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }

    /** Writes a JSON object: bench, machine, time, figures with all values. */
    public void write(Path file) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("bench", bench.name());
        json.addProperty("measures", bench.description());
        json.addProperty("machine", Machine.describe());
        json.addProperty("time", when.toString());
        JsonArray all = new JsonArray();
        figures.forEach(figure -> all.add(json(figure)));
        json.add("figures", all);
        OutputFile.write(file, new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n");
    }

    private static JsonObject json(Figure figure) {
        JsonObject json = new JsonObject();
        json.addProperty("key", figure.key());
        json.addProperty("meaning", figure.meaning());
        json.addProperty("unit", figure.unit());
        json.addProperty("median", figure.median());
        json.addProperty("least", figure.least());
        json.addProperty("greatest", figure.greatest());
        figure.target().ifPresent(target -> {
            json.addProperty(target.atMost() ? "atMost" : "atLeast", target.value());
            json.addProperty("met", figure.isMet());
        });
        JsonArray values = new JsonArray();
        figure.values().forEach(values::add);
        json.add("values", values);
        return json;
    }
}
