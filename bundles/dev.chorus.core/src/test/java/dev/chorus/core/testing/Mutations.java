package dev.chorus.core.testing;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.chorus.core.testing.Mutation.Change;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Drops, nulls, retypes and stretches each field of a message in turn, including nested ones; of an array its first
 * element.
 */
public final class Mutations {

    private static final int MANY = 2000;

    private final JsonElement example;
    private final List<Mutation> made = new ArrayList<>();

    private Mutations(JsonElement example) {
        this.example = example;
    }

    /** Returns all mutations of a message, one field changed in each. */
    public static List<Mutation> of(byte[] json) {
        Mutations mutations = new Mutations(JsonParser.parseString(new String(json, StandardCharsets.UTF_8)));
        mutations.children(mutations.example, List.of(), "");
        return List.copyOf(mutations.made);
    }

    /** Returns all prefixes of a binary message, and the message with each byte in turn at the ends of its range. */
    public static List<byte[]> ofBytes(byte[] message) {
        List<byte[]> made = new ArrayList<>();
        for (int at = 0; at < message.length; at++) {
            made.add(Arrays.copyOf(message, at));
            for (int value : new int[] {0, 1, 0x7F, 0x80, 0xFF}) {
                byte[] changed = message.clone();
                changed[at] = (byte) value;
                made.add(changed);
            }
        }
        made.add(Arrays.copyOf(message, message.length + 1));
        return List.copyOf(made);
    }

    private void children(JsonElement element, List<Object> path, String name) {
        if (element.isJsonObject()) {
            element.getAsJsonObject()
                    .entrySet()
                    .forEach(field -> mutate(
                            field.getValue(),
                            with(path, field.getKey()),
                            name.isEmpty() ? field.getKey() : name + "." + field.getKey()));
        } else if (element.isJsonArray() && !element.getAsJsonArray().isEmpty()) {
            mutate(element.getAsJsonArray().get(0), with(path, 0), name + "[0]");
        }
    }

    private void mutate(JsonElement field, List<Object> path, String name) {
        add(path, name, Change.DROPPED, null);
        add(path, name, Change.NULL, JsonNull.INSTANCE);
        for (JsonElement other : List.of(
                new JsonPrimitive("text"),
                new JsonPrimitive(7),
                new JsonPrimitive(true),
                new JsonArray(),
                new JsonObject())) {
            if (!type(other).equals(type(field))) {
                add(path, name, Change.RETYPED, other);
            }
        }
        extremes(field).forEach(extreme -> add(path, name, Change.EXTREME, extreme));
        children(field, path, name);
    }

    private static String type(JsonElement element) {
        if (!element.isJsonPrimitive()) {
            return element.isJsonArray() ? "array" : "object";
        }
        JsonPrimitive primitive = element.getAsJsonPrimitive();
        return primitive.isString() ? "string" : primitive.isNumber() ? "number" : "boolean";
    }

    private static List<JsonElement> extremes(JsonElement field) {
        List<JsonElement> extremes = new ArrayList<>();
        switch (type(field)) {
            case "string" -> List.of(
                            "", "0", "x".repeat(100_000), "a\u001b[2J\u0000\nb", "../..", "\ud83d", "x".repeat(65))
                    .forEach(text -> extremes.add(new JsonPrimitive(text)));
            case "number" -> List.of(0, -1, 0.5, 256, 65_536, 1e30, -1e30, Double.MAX_VALUE, Double.MIN_VALUE)
                    .forEach(number -> extremes.add(new JsonPrimitive(number)));
            case "boolean" -> extremes.add(new JsonPrimitive(!field.getAsBoolean()));
            case "array" -> extremes.addAll(List.of(new JsonArray(), repeated(field.getAsJsonArray())));
            default -> extremes.addAll(List.of(new JsonObject(), repeated(field.getAsJsonObject())));
        }
        return extremes;
    }

    private static JsonElement repeated(JsonArray array) {
        JsonArray many = new JsonArray();
        for (int at = 0; at < MANY; at++) {
            many.add(array.isEmpty() ? new JsonPrimitive("text") : array.get(at % array.size()));
        }
        return many;
    }

    private static JsonElement repeated(JsonObject object) {
        JsonObject many = object.deepCopy();
        JsonElement value = object.entrySet().isEmpty()
                ? new JsonPrimitive(1)
                : object.entrySet().iterator().next().getValue();
        for (int at = 0; at < MANY; at++) {
            many.add("added" + at, value);
        }
        return many;
    }

    /** @param value null: without the field */
    private void add(List<Object> path, String name, Change change, JsonElement value) {
        JsonElement copy = example.deepCopy();
        JsonElement parent = copy;
        for (Object step : path.subList(0, path.size() - 1)) {
            parent = step instanceof String key
                    ? parent.getAsJsonObject().get(key)
                    : parent.getAsJsonArray().get((Integer) step);
        }
        Object last = path.get(path.size() - 1);
        if (last instanceof String key) {
            replace(parent.getAsJsonObject(), key, value);
        } else if (value == null) {
            parent.getAsJsonArray().remove(0);
        } else {
            parent.getAsJsonArray().set(0, value);
        }
        String shown = value == null ? "" : value.toString();
        made.add(new Mutation(
                name,
                change,
                shown.length() <= 40 ? shown : shown.substring(0, 40) + "...",
                copy.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static void replace(JsonObject parent, String key, JsonElement value) {
        if (value == null) {
            parent.remove(key);
        } else {
            parent.add(key, value);
        }
    }

    private static List<Object> with(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }
}
