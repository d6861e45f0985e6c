package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chorus.core.protocol.Status.Member;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class HomeAssistantTest {

    private static Map<String, String> entities(String root, String... aggregators) {
        return HomeAssistant.entities(
                "homeassistant",
                new Topics(root, "parts.v2"),
                new TreeSet<>(List.of(aggregators)),
                List.of(new Member("gw.1", "p48", State.ONLINE, true), new Member("gw2", "p56", State.OFFLINE, true)),
                "1.0.0",
                "0.1.0");
    }

    private static JsonObject entity(String path) {
        return JsonParser.parseString(entities("chorus", "agg").get("homeassistant/" + path + "/config"))
                .getAsJsonObject();
    }

    @Test
    void entities_ofAFamily_areItsAnswersAndItsInstances() {
        assertEquals(
                Set.of(
                        "homeassistant/sensor/chorus_chorus_parts_v2_4a0d790b341b976d/answer/config",
                        "homeassistant/sensor/chorus_chorus_parts_v2_4a0d790b341b976d/confidence/config",
                        "homeassistant/sensor/chorus_chorus_parts_v2_4a0d790b341b976d/latency/config",
                        "homeassistant/binary_sensor/chorus_chorus_parts_v2_4a0d790b341b976d/degraded/config",
                        "homeassistant/binary_sensor/chorus_chorus_parts_v2_4a0d790b341b976d/variant_gw_1_a4178f715938bee3/config",
                        "homeassistant/binary_sensor/chorus_chorus_parts_v2_4a0d790b341b976d/variant_gw2/config",
                        "homeassistant/binary_sensor/chorus_chorus_parts_v2_4a0d790b341b976d/aggregator_agg/config"),
                entities("chorus", "agg").keySet());
    }

    @Test
    void entities_ofOneFamily_areOneDevice() {
        Set<String> devices = entities("chorus", "agg").values().stream()
                .map(payload -> JsonParser.parseString(payload)
                        .getAsJsonObject()
                        .get("device")
                        .toString())
                .collect(Collectors.toSet());

        assertEquals(1, devices.size());
        assertEquals(
                "Chorus parts.v2",
                entity("sensor/chorus_chorus_parts_v2_4a0d790b341b976d/answer")
                        .getAsJsonObject("device")
                        .get("name")
                        .getAsString());
    }

    @Test
    void entity_ofTheAnswer_readsTheResultTopic() {
        JsonObject answer = entity("sensor/chorus_chorus_parts_v2_4a0d790b341b976d/answer");

        assertEquals("chorus/parts.v2/result", answer.get("state_topic").getAsString());
        assertEquals(
                "chorus_chorus_parts_v2_4a0d790b341b976d_answer",
                answer.get("unique_id").getAsString());
    }

    @Test
    void entity_ofAVariant_readsItsStatus() {
        JsonObject variant =
                entity("binary_sensor/chorus_chorus_parts_v2_4a0d790b341b976d/variant_gw_1_a4178f715938bee3");

        assertEquals(
                "chorus/parts.v2/status/variant/gw.1",
                variant.get("state_topic").getAsString());
        assertEquals("connectivity", variant.get("device_class").getAsString());
        assertEquals("p48 on gw.1", variant.get("name").getAsString());
    }

    /** Two instances or two families that share an id would overwrite each other, and one would be missing. */
    @Test
    void entities_ofNamesThatDifferInReplacedCharactersOnly_areOthers() {
        assertEquals(
                6,
                ids(
                        "gw.1",
                        "gw_1",
                        "gw-1",
                        "gw1",
                        "gw_1_" + HomeAssistantId.of("gw.1").substring(5),
                        "gw..1"));
        assertNotEquals(HomeAssistantId.of("x/y", "parts"), HomeAssistantId.of("x_y", "parts"));
        assertNotEquals(HomeAssistantId.of("x_y", "z"), HomeAssistantId.of("x", "y_z"));
        assertNotEquals(HomeAssistantId.of("x/y", "z"), HomeAssistantId.of("x", "y_z"));
    }

    private static long ids(String... names) {
        return Stream.of(names).map(HomeAssistantId::of).distinct().count();
    }

    /** Home Assistant takes a longer state for unknown. The label itself is in no template. */
    @Test
    void entity_ofTheAnswer_cutsLongLabels() {
        String template = entity("sensor/chorus_chorus_parts_v2_4a0d790b341b976d/answer")
                .get("value_template")
                .getAsString();

        assertTrue(template.endsWith("[:255] }}"), template);
    }

    @Test
    void entity_isAvailableWhileAnyAggregatorIs() {
        JsonObject answer = JsonParser.parseString(entities("chorus", "b", "a")
                        .get("homeassistant/sensor/chorus_chorus_parts_v2_4a0d790b341b976d/answer/config"))
                .getAsJsonObject();

        assertEquals("any", answer.get("availability_mode").getAsString());
        assertEquals(
                List.of("chorus/parts.v2/status/aggregator/a", "chorus/parts.v2/status/aggregator/b"),
                StreamSupport.stream(answer.getAsJsonArray("availability").spliterator(), false)
                        .map(one -> one.getAsJsonObject().get("topic").getAsString())
                        .toList());
    }

    @Test
    void entities_ofTheSameFamilyBelowAnotherRoot_areOthers() {
        assertNotEquals(
                entities("chorus", "agg").keySet(),
                entities("hall2/line1", "agg").keySet());
    }
}
