package dev.chorus.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs at the embedded broker with two variants that never agree. */
class KeepAndTruthTest extends RestBench {

    @TempDir
    private Path folder;

    private List<String> kept() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jpg"))
                    .map(file -> folder.relativize(file.getParent()).toString())
                    .toList();
        }
    }

    private JsonObject seen() throws Exception {
        return json(get("/chorus/v1/families/parts"));
    }

    @Test
    void answer_onWhichVariantsDisagree_isKeptOnDisk() throws Exception {
        configure(Map.of("keep", "disk", "keep.folder", folder.toString()));
        await(any -> watch.problem().isEmpty() && watch.variants().size() == 2);

        post("image/jpeg", picture(SimulatedFamily.ANSWERED), "");

        await(any -> !kept().isEmpty());
        assertEquals(List.of("parts/unlabelled/nut"), kept());
    }

    @Test
    void answer_whereNothingIsToBeKept_isNotKept() throws Exception {
        configure(Map.of("keep.folder", folder.toString()));
        await(any -> watch.problem().isEmpty() && watch.variants().size() == 2);

        post("image/jpeg", picture(SimulatedFamily.ANSWERED), "");

        await(any -> watch.results(1).size() == 1);
        assertEquals(List.of(), kept());
        assertEquals(null, watch.counters().get("doubtful"));
    }

    @Test
    void accuracy_withGroundTruth_isOfAllAndOfEachVariant() throws Exception {
        connect();
        for (String truth : List.of("nut", "bolt", "bolt")) {
            String id = json(post("image/jpeg", picture(SimulatedFamily.ANSWERED), ""))
                    .get("id")
                    .getAsString();
            family.truth("{\"id\":\"" + id + "\",\"label\":\"" + truth + "\"}");
        }

        await(any -> watch.counters().getOrDefault("truths", 0L) == 3);

        JsonObject accuracy = seen().getAsJsonObject("accuracy");
        assertEquals(3, accuracy.get("known").getAsInt());
        assertEquals(1, accuracy.get("right").getAsInt());
        JsonObject variants = accuracy.getAsJsonObject("variants");
        assertEquals(1, variants.getAsJsonObject("p48").get("right").getAsInt());
        assertEquals(2, variants.getAsJsonObject("p56").get("right").getAsInt());
    }

    @Test
    void accuracy_withoutGroundTruth_isNull() throws Exception {
        connect();

        post("image/jpeg", picture(SimulatedFamily.ANSWERED), "");

        await(any -> watch.results(1).size() == 1);
        assertEquals(true, seen().get("accuracy").isJsonNull());
    }

    @Test
    void truth_thatIsNone_isCounted() throws Exception {
        connect();

        for (String rubbish : List.of("", "[]", "{\"id\":\"zz\",\"label\":\"nut\"}", "{\"id\":\"01\"}")) {
            family.truth(rubbish);
        }

        await(any -> watch.counters().getOrDefault("malformedTruths", 0L) == 4);
    }
}
