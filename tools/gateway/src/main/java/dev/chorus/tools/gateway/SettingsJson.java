package dev.chorus.tools.gateway;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Converts components to JSON in the form of Kura's REST interface, on one line, as commands require: {@code
 * {"pid":"line1","factoryPid":"...","properties":{"k": {"type":"INTEGER","value":3}}}}.
 */
final class SettingsJson {

    private SettingsJson() {}

    /** Formats a list of components. */
    static String write(List<ComponentSettings> components) {
        JsonArray array = new JsonArray();
        components.forEach(component -> array.add(toJson(component)));
        return array.toString();
    }

    /** Formats one component. */
    static String write(ComponentSettings component) {
        return toJson(component).toString();
    }

    /** Formats properties only. */
    static String write(Map<String, Object> properties) {
        return toJson(properties).toString();
    }

    /** @throws IllegalArgumentException if it does not have the form of {@link #write(List)} */
    static List<ComponentSettings> readList(String json) {
        return wellFormed(json, () -> {
            List<ComponentSettings> components = new ArrayList<>();
            JsonParser.parseString(json).getAsJsonArray().forEach(component -> components.add(component(component)));
            return components;
        });
    }

    /** @throws IllegalArgumentException if it does not have the form of {@link #write(ComponentSettings)} */
    static ComponentSettings readComponent(String json) {
        return wellFormed(json, () -> component(JsonParser.parseString(json)));
    }

    /**
     * Reads properties in the form of the configuration service: lists become arrays.
     *
     * @throws IllegalArgumentException if it does not have the form of {@link #write(Map)}
     */
    static Map<String, Object> readProperties(String json) {
        return wellFormed(json, () -> properties(JsonParser.parseString(json).getAsJsonObject()));
    }

    private static <T> T wellFormed(String json, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            throw new IllegalArgumentException("settings must have the form of Kura's REST, were '" + json + "'", e);
        }
    }

    private static JsonObject toJson(ComponentSettings component) {
        JsonObject object = new JsonObject();
        object.addProperty("pid", component.pid());
        object.addProperty("factoryPid", component.factoryPid());
        object.add("properties", toJson(component.properties()));
        return object;
    }

    private static JsonObject toJson(Map<String, Object> properties) {
        JsonObject object = new JsonObject();
        properties.forEach((name, value) -> object.add(name, toJson(value)));
        return object;
    }

    private static JsonObject toJson(Object value) {
        List<?> values = value instanceof List<?> list ? list : List.of(value);
        PropertyType type = values.isEmpty() ? PropertyType.STRING : PropertyType.of(values.get(0));
        JsonArray array = new JsonArray();
        values.forEach(one -> array.add(type.toJson(one)));
        JsonObject typed = new JsonObject();
        typed.addProperty("type", type.name());
        typed.add("value", value instanceof List ? array : array.get(0));
        return typed;
    }

    private static ComponentSettings component(JsonElement json) {
        JsonObject object = json.getAsJsonObject();
        return new ComponentSettings(
                object.get("factoryPid").getAsString(),
                object.get("pid").getAsString(),
                properties(object.getAsJsonObject("properties")));
    }

    private static Map<String, Object> properties(JsonObject json) {
        Map<String, Object> properties = new HashMap<>();
        for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
            JsonObject typed = entry.getValue().getAsJsonObject();
            PropertyType type = PropertyType.valueOf(typed.get("type").getAsString());
            JsonElement value = typed.get("value");
            properties.put(
                    entry.getKey(), value.isJsonArray() ? array(type, value.getAsJsonArray()) : type.fromJson(value));
        }
        return properties;
    }

    private static Object array(PropertyType type, JsonArray json) {
        Object array = Array.newInstance(type.valueClass(), json.size());
        for (int index = 0; index < json.size(); index++) {
            Array.set(array, index, type.fromJson(json.get(index)));
        }
        return array;
    }
}
