package dev.chorus.tools.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.mqtt.request.Response;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Prints one JSON object per line: {@code picture}, {@code roundTripMs} and the fused result as in
 * {@code docs/protocol.md}; without a response {@code picture}, {@code outcome} and {@code reason}.
 */
final class JsonAnswers implements AnswerPrinter {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private final PrintWriter out;

    JsonAnswers(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void answered(Path picture, Response reply) {
        JsonObject line = beginning(picture);
        line.addProperty("roundTripMs", reply.latency().toNanos() / 1000 / 1000.0);
        String result = new String(FusedResultJson.encode(reply.result()), StandardCharsets.UTF_8);
        GSON.fromJson(result, JsonObject.class).entrySet().forEach(entry -> line.add(entry.getKey(), entry.getValue()));
        print(line);
    }

    @Override
    public void unanswered(Path picture, Response reply) {
        answered(picture, reply);
    }

    @Override
    public void lost(Path picture, String outcome, String reason) {
        JsonObject line = beginning(picture);
        line.addProperty("outcome", outcome);
        line.addProperty("reason", reason);
        print(line);
    }

    private static JsonObject beginning(Path picture) {
        JsonObject line = new JsonObject();
        line.addProperty("picture", picture.toString());
        return line;
    }

    private void print(JsonObject line) {
        out.println(GSON.toJson(line));
        out.flush();
    }
}
