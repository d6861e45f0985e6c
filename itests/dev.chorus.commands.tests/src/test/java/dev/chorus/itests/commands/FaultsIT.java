package dev.chorus.itests.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chorus.tools.testprocess.ChorusCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One scenario of {@code ./chorus faults}, played from its beginning to its end. */
class FaultsIT {

    @TempDir
    private Path folder;

    @Test
    void faults_halfOfTheVariantsKilled_losesNothingAndAnswersAsPredicted() throws Exception {
        Path json = folder.resolve("faults.json");

        // Few pictures: a busy machine must keep up with them, or the scenario is one of overload.
        ChorusCall call = ChorusCall.of(
                folder,
                Map.of(),
                "faults",
                "--scenario",
                "half-dead",
                "--minutes",
                "0.1",
                "--rate",
                "2",
                "--json",
                json.toString());

        assertEquals(0, call.exitCode(), call.printed());
        JsonObject seen = JsonParser.parseString(Files.readString(json))
                .getAsJsonObject()
                .getAsJsonArray("scenarios")
                .get(0)
                .getAsJsonObject();
        JsonObject requests = seen.getAsJsonObject("requests");
        assertEquals(0, requests.get("lost").getAsInt(), call.printed());
        assertTrue(requests.get("degraded").getAsInt() > 0, call.printed());
        assertTrue(seen.getAsJsonObject("prediction").get("answers").getAsInt() > 0, call.printed());
    }
}
