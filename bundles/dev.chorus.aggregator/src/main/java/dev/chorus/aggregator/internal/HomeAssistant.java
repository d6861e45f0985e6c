package dev.chorus.aggregator.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.Status.Member;
import dev.chorus.core.protocol.Topics;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Describes a family as a device of Home Assistant: one discovery message for each entity. Aggregators of a family
 * that see the same members publish the same messages. Stateless.
 */
final class HomeAssistant {

    /** Maximum length of a state; Home Assistant shows a longer one as unknown. */
    private static final int MAX_STATE = 255;

    private static final String IN_SERVICE = "value_json.state in ['online', 'degraded']";

    private final String prefix;
    private final Topics topics;
    private final JsonObject device = new JsonObject();
    private final JsonArray availability = new JsonArray();
    private final String node;
    private final TreeMap<String, String> entities = new TreeMap<>();

    private HomeAssistant(
            String prefix, Topics topics, SortedSet<String> aggregators, String familyVersion, String software) {
        this.prefix = prefix;
        this.topics = topics;
        this.node = "chorus_" + HomeAssistantId.of(topics.root(), topics.family());
        JsonArray identifiers = new JsonArray();
        identifiers.add(node);
        device.add("identifiers", identifiers);
        device.addProperty("name", "Chorus " + topics.family());
        device.addProperty("manufacturer", "Chorus");
        device.addProperty("model", topics.family() + (familyVersion == null ? "" : " " + familyVersion));
        device.addProperty("sw_version", software);
        for (String aggregator : aggregators) {
            JsonObject one = new JsonObject();
            one.addProperty("topic", topics.status(Kind.AGGREGATOR, aggregator));
            one.addProperty("value_template", "{{ 'online' if " + IN_SERVICE + " else 'offline' }}");
            availability.add(one);
        }
    }

    /**
     * Returns the retained messages.
     *
     * @param prefix discovery prefix of Home Assistant, usually {@code homeassistant}
     * @param aggregators ids of all instances
     * @param members the variants' instances
     * @param familyVersion null if unknown
     * @return topic to payload
     */
    static TreeMap<String, String> entities(
            String prefix,
            Topics topics,
            SortedSet<String> aggregators,
            List<Member> members,
            String familyVersion,
            String software) {
        HomeAssistant all = new HomeAssistant(prefix, topics, aggregators, familyVersion, software);
        all.ofResults();
        members.forEach(member -> all.instance(Kind.VARIANT, member.id(), member.variant() + " on " + member.id()));
        aggregators.forEach(aggregator -> all.instance(Kind.AGGREGATOR, aggregator, "aggregator " + aggregator));
        return all.entities;
    }

    private void ofResults() {
        entity("sensor", "answer", "Answer", one -> {
            of(
                    topics.result(),
                    "{{ (value_json.labels[0].label if value_json.labels else value_json.outcome)[:" + MAX_STATE
                            + "] }}",
                    one);
            one.addProperty("json_attributes_topic", topics.result());
            one.addProperty("icon", "mdi:image-search");
        });
        entity("sensor", "confidence", "Confidence", one -> {
            of(
                    topics.result(),
                    "{{ (100 * value_json.confidence) | round(1) if value_json.confidence is defined else none }}",
                    one);
            one.addProperty("unit_of_measurement", "%");
            one.addProperty("state_class", "measurement");
        });
        entity("sensor", "latency", "Latency", one -> {
            of(topics.result(), "{{ value_json.latencyMs }}", one);
            one.addProperty("unit_of_measurement", "ms");
            one.addProperty("device_class", "duration");
            one.addProperty("state_class", "measurement");
        });
        entity("binary_sensor", "degraded", "Degraded", one -> {
            of(topics.result(), "{{ 'ON' if value_json.degraded else 'OFF' }}", one);
            one.addProperty("device_class", "problem");
        });
    }

    private void instance(Kind kind, String id, String name) {
        entity("binary_sensor", kind.wireName() + "_" + HomeAssistantId.of(id), name, one -> {
            of(topics.status(kind, id), "{{ 'ON' if " + IN_SERVICE + " else 'OFF' }}", one);
            one.addProperty("json_attributes_topic", topics.status(kind, id));
            one.addProperty(
                    "json_attributes_template",
                    "{{ {'state': value_json.state, 'problem': value_json.problem | default('')} | tojson }}");
            one.addProperty("device_class", "connectivity");
            one.addProperty("entity_category", "diagnostic");
        });
    }

    private static void of(String topic, String template, JsonObject entity) {
        entity.addProperty("state_topic", topic);
        entity.addProperty("value_template", template);
    }

    private void entity(String component, String object, String name, Consumer<JsonObject> more) {
        JsonObject entity = new JsonObject();
        entity.addProperty("name", name);
        entity.addProperty("unique_id", node + "_" + object);
        more.accept(entity);
        entity.add("availability", availability);
        entity.addProperty("availability_mode", "any");
        entity.add("device", device);
        entities.put(prefix + "/" + component + "/" + node + "/" + object + "/config", entity.toString());
    }
}
