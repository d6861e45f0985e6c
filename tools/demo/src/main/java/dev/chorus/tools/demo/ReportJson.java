package dev.chorus.tools.demo;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chorus.tools.files.OutputFile;
import java.io.IOException;
import java.nio.file.Path;

/** Formats a report as JSON. Shares are 0 to 1, times in milliseconds; values without measurements are null. */
public final class ReportJson {

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    private ReportJson() {}

    /** Writes a report to a file; an existing one is replaced. */
    public static void write(DemoReport report, Path file) throws IOException {
        OutputFile.write(file, text(report));
    }

    /** Returns the report as text that ends in a line feed. */
    static String text(DemoReport report) {
        JsonObject json = new JsonObject();
        json.addProperty("sent", report.sent());
        json.addProperty("answered", report.fused().answers());
        json.addProperty("degraded", report.degraded().answers());
        json.add("accuracy", accuracy(report));
        JsonObject latency = new JsonObject();
        latency.addProperty("p50", rounded(report.fused().p50()));
        latency.addProperty("p95", rounded(report.fused().p95()));
        latency.addProperty("p99", rounded(report.fused().p99()));
        json.add("latencyMs", latency);
        json.addProperty("topkBytes", report.topKBytes());
        json.addProperty("broker", report.broker());
        JsonArray gateways = new JsonArray();
        report.gateways().forEach(row -> row.variant().ifPresent(variant -> gateways.add(gateway(row, variant))));
        json.add("gateways", gateways);
        return GSON.toJson(json) + "\n";
    }

    private static JsonObject accuracy(DemoReport report) {
        JsonObject accuracy = new JsonObject();
        accuracy.addProperty("fused", rounded(report.fused().accuracy()));
        accuracy.addProperty("degraded", rounded(report.degraded().accuracy()));
        JsonObject variants = new JsonObject();
        report.variants().forEach((id, figures) -> variants.addProperty(id, rounded(figures.accuracy())));
        accuracy.add("variants", variants);
        return accuracy;
    }

    private static JsonObject gateway(GatewayRow row, String variant) {
        JsonObject gateway = new JsonObject();
        gateway.addProperty("id", row.name());
        gateway.addProperty("variant", variant);
        gateway.addProperty("state", row.state());
        gateway.addProperty("killed", row.killed());
        gateway.addProperty("answers", row.figures().answers());
        gateway.addProperty("accuracy", rounded(row.figures().accuracy()));
        gateway.addProperty("latencyMs", rounded(row.figures().p50()));
        return gateway;
    }

    private static Number rounded(double number) {
        return Double.isNaN(number) ? null : Math.rint(number * 1e4) / 1e4;
    }
}
