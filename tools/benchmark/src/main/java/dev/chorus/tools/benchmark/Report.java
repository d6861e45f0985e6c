package dev.chorus.tools.benchmark;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chorus.tools.benchmark.rig.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What a bench found, for people and for programs. */
final class Report {

    private static final int BAR = 30;

    /** More values than that are not drawn one by one. */
    private static final int MANY = 20;

    private final Bench bench;
    private final List<Figure> figures;
    private final Instant when = Instant.now();

    Report(Bench bench, List<Figure> figures) {
        this.bench = bench;
        this.figures = figures;
    }

    /** Median, spread, what is promised, and a bar for each value. */
    void print(PrintWriter out) {
        out.println(Machine.describe() + ", " + when);
        for (Figure figure : figures) {
            out.println();
            out.println(line(figure));
            double greatest = Math.max(
                    figure.greatest(), figure.target().map(Figure.Target::value).orElse(0.0));
            boolean drawn = figure.values().size() > 1 && figure.values().size() <= MANY;
            for (double value : drawn ? figure.values() : List.<Double>of()) {
                int length = greatest <= 0 ? 0 : (int) Math.round(BAR * Math.max(0, value) / greatest);
                out.printf(Locale.ROOT, "    %10s %s%n", number(value), "#".repeat(length));
            }
        }
        out.flush();
    }

    private static String line(Figure figure) {
        StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "  %s: %s %s", figure.meaning(), number(figure.median()), figure.unit()));
        if (figure.values().size() > MANY) {
            line.append(String.format(
                    Locale.ROOT,
                    " (median of %d; 90 %% within %s to %s)",
                    figure.values().size(),
                    number(figure.quantile(0.05)),
                    number(figure.quantile(0.95))));
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
    void write(Path file) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("bench", bench.name());
        json.addProperty("measures", bench.description());
        json.addProperty("machine", Machine.describe());
        json.addProperty("time", when.toString());
        JsonArray all = new JsonArray();
        figures.forEach(figure -> all.add(json(figure)));
        json.add("figures", all);
        Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n");
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
