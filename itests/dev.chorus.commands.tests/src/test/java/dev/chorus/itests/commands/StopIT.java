package dev.chorus.itests.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chorus.tools.testprocess.ChorusCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./chorus bench stop}, with one signal at each moment. */
class StopIT {

    @TempDir
    private Path folder;

    @Test
    void bench_sigtermDuringStartAndUpdate_leavesNoCrashNoRefusalAndNoOnlineStatus() throws Exception {
        Path json = folder.resolve("stop.json");

        ChorusCall call = ChorusCall.of(folder, Map.of(), "bench", "stop", "--times", "1", "--json", json.toString());

        assertEquals(0, call.exitCode(), call.printed());
        JsonArray figures =
                JsonParser.parseString(Files.readString(json)).getAsJsonObject().getAsJsonArray("figures");
        assertEquals(4, sum(figures, "Tries"), call.printed());
        assertEquals(0, sum(figures, "Crashes"), call.printed());
        assertEquals(0, sum(figures, "Refusals"), call.printed());
        assertEquals(0, sum(figures, "Online"), call.printed());
    }

    private static int sum(JsonArray figures, String keyEnd) {
        return StreamSupport.stream(figures.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(figure -> figure.get("key").getAsString().endsWith(keyEnd))
                .mapToInt(StopIT::value)
                .sum();
    }

    private static int value(JsonObject figure) {
        return figure.getAsJsonArray("values").get(0).getAsInt();
    }
}
