package dev.chorus.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.chorus.web.internal.rest.Api;
import dev.chorus.web.internal.rest.CallFailure;
import dev.chorus.web.internal.watch.FamilyWatch;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Services that show families of the same name, at unreachable brokers. */
class SeveralServicesTest {

    private final FamilyWatch east = new FamilyWatch("east");
    private final FamilyWatch west = new FamilyWatch("west");
    private final FamilyWatch gears = new FamilyWatch("gears");
    private final Api api = new Api(() -> List.of(west, gears, east));

    @BeforeEach
    void configure() throws Exception {
        configure(east, "parts", 1);
        configure(west, "parts", 2);
        configure(gears, "gears", 3);
    }

    private static void configure(FamilyWatch watch, String family, int port) throws Exception {
        watch.configure(Map.of("family", family, "broker.url", "mqtt://127.0.0.1:" + port), new PlainSecrets());
        RestBench.await(any -> watch.family().isPresent());
    }

    @AfterEach
    void close() {
        List.of(east, west, gears).forEach(FamilyWatch::close);
    }

    private static List<String> of(JsonElement array, String key) {
        JsonArray all = array.getAsJsonArray();
        return StreamSupport.stream(all.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .map(one -> one.get(key).getAsString())
                .toList();
    }

    @Test
    void families_ofOneName_haveAPathOfTheirOwn() {
        assertEquals(List.of("gears", "parts@east", "parts@west"), of(api.families(), "path"));
        assertEquals(List.of("gears", "east", "west"), of(api.families(), "service"));
    }

    @Test
    void family_byItsPath_isThatOfTheService() throws CallFailure {
        JsonObject seen = api.family("parts@west").getAsJsonObject();

        assertEquals("parts", seen.get("family").getAsString());
        assertEquals("west", seen.get("service").getAsString());
    }

    @Test
    void family_byANameThatSeveralHave_isRefusedWithTheirPaths() {
        CallFailure failure = assertThrows(CallFailure.class, () -> api.family("parts"));

        assertEquals(409, failure.status());
        assertTrue(failure.json().contains("[parts@east, parts@west]"), failure::json);
    }

    @Test
    void family_byANameThatOneHas_isFoundWithoutItsService() throws CallFailure {
        assertEquals(
                "gears", api.family("gears").getAsJsonObject().get("service").getAsString());
        assertEquals(
                "gears",
                api.family("gears@gears").getAsJsonObject().get("service").getAsString());
    }

    @Test
    void metrics_ofOneName_haveNoSampleTwice() {
        List<String> samples = api.metrics()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toList());
        Set<String> seen = new HashSet<>();

        samples.removeIf(seen::add);

        assertEquals(List.of(), samples);
    }

    @Test
    void ready_ofOneName_namesEachService() {
        CallFailure failure = assertThrows(CallFailure.class, api::ready);

        assertTrue(failure.json().contains("parts@east: ") && failure.json().contains("parts@west: "), failure::json);
    }
}
