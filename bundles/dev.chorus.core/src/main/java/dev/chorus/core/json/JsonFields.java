package dev.chorus.core.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One JSON object, read field by field; every mistake names the field, its value and what is allowed.
 *
 * <p>Immutable view of a parsed object. All methods throw {@link IllegalArgumentException} on a field of the wrong type.
 */
public final class JsonFields {

    private final JsonObject object;
    private final String where;

    private JsonFields(JsonObject object, String where) {
        this.object = object;
        this.where = where;
    }

    /**
     * Parses a text in UTF-8 that is one object, as a peer sent it.
     *
     * @param limits checked before and while the text is read
     * @throws IllegalArgumentException if it exceeds a limit, is no JSON or no object
     */
    public static JsonFields parse(byte[] utf8, JsonLimits limits) {
        if (utf8.length > limits.maxBytes()) {
            throw new IllegalArgumentException(
                    "JSON must have at most " + limits.maxBytes() + " bytes, has " + utf8.length);
        }
        JsonElement element = BoundedJson.read(new String(utf8, StandardCharsets.UTF_8), limits);
        if (!element.isJsonObject()) {
            throw new IllegalArgumentException("JSON is '" + shortened(element) + "', allowed is an object");
        }
        return new JsonFields(element.getAsJsonObject(), "");
    }

    /** Whether the field is there and not null. */
    public boolean has(String field) {
        JsonElement element = object.get(field);
        return element != null && !element.isJsonNull();
    }

    /** A text that must be there. */
    public String string(String field) {
        return primitive(field, JsonPrimitive::isString, "a string").getAsString();
    }

    /** A text, or the fallback where it is absent; the fallback may be null. */
    public String string(String field, String fallback) {
        return has(field) ? string(field) : fallback;
    }

    /** A finite number that must be there. */
    public double number(String field) {
        double number = primitive(field, JsonPrimitive::isNumber, "a number").getAsDouble();
        if (!Double.isFinite(number)) {
            throw wrong(field, object.get(field), "a finite number");
        }
        return number;
    }

    /** A finite number that must be there and lie within a range, both ends included. */
    public double number(String field, double min, double max) {
        double number = number(field);
        if (number < min || number > max) {
            throw wrong(field, object.get(field), "a number within " + min + ".." + max);
        }
        return number;
    }

    /** A finite number, or the fallback where it is absent. */
    public double number(String field, double fallback) {
        return has(field) ? number(field) : fallback;
    }

    /** A whole number that must be there and lie within a range, both ends included. */
    public long whole(String field, long min, long max) {
        double number = number(field);
        if (number != Math.rint(number) || number < min || number > max) {
            throw wrong(field, object.get(field), "a whole number within " + min + ".." + max);
        }
        return (long) number;
    }

    /** True or false, or the fallback where it is absent. */
    public boolean flag(String field, boolean fallback) {
        return has(field)
                ? primitive(field, JsonPrimitive::isBoolean, "true or false").getAsBoolean()
                : fallback;
    }

    /** The strings of an array that has at most so many; empty where the field is absent. */
    public List<String> strings(String field, int most) {
        List<String> strings = new ArrayList<>();
        for (JsonElement element : array(field, most)) {
            if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
                throw wrong(field, element, "strings");
            }
            strings.add(element.getAsString());
        }
        return List.copyOf(strings);
    }

    /** The finite numbers of an array that has at most so many; empty where the field is absent. */
    public List<Double> numbers(String field, int most) {
        List<Double> numbers = new ArrayList<>();
        for (JsonElement element : array(field, most)) {
            if (!element.isJsonPrimitive()
                    || !element.getAsJsonPrimitive().isNumber()
                    || !Double.isFinite(element.getAsDouble())) {
                throw wrong(field, element, "finite numbers");
            }
            numbers.add(element.getAsDouble());
        }
        return List.copyOf(numbers);
    }

    /**
     * The whole numbers of an array that has at most so many, each within a range, both ends included; empty where the field is
     * absent.
     */
    public List<Integer> wholes(String field, int most, int min, int max) {
        List<Integer> wholes = new ArrayList<>();
        for (JsonElement element : array(field, most)) {
            double number =
                    element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber()
                            ? element.getAsDouble()
                            : Double.NaN;
            if (number != Math.rint(number) || !(number >= min && number <= max)) {
                throw wrong(field, element, "whole numbers within " + min + ".." + max);
            }
            wholes.add((int) number);
        }
        return List.copyOf(wholes);
    }

    /** The objects of an array that has at most so many, each read by the reader; empty where the field is absent. */
    public <T> List<T> objects(String field, int most, Function<JsonFields, T> reader) {
        List<T> objects = new ArrayList<>();
        for (JsonElement element : array(field, most)) {
            if (!element.isJsonObject()) {
                throw wrong(field, element, "objects");
            }
            objects.add(reader.apply(
                    new JsonFields(element.getAsJsonObject(), where + field + "[" + objects.size() + "].")));
        }
        return List.copyOf(objects);
    }

    /** An object inside this one; an empty one where the field is absent. */
    public JsonFields object(String field) {
        if (!has(field)) {
            return new JsonFields(new JsonObject(), where + field + ".");
        }
        if (!object.get(field).isJsonObject()) {
            throw wrong(field, object.get(field), "an object");
        }
        return new JsonFields(object.getAsJsonObject(field), where + field + ".");
    }

    /** The names of the fields that are there, at most so many. */
    public List<String> names(int most) {
        if (object.size() > most) {
            throw new IllegalArgumentException((where.isEmpty() ? "" : where.substring(0, where.length() - 1) + " ")
                    + "has " + object.size() + " fields, allowed are " + most);
        }
        return List.copyOf(object.keySet());
    }

    private JsonArray array(String field, int most) {
        if (!has(field)) {
            return new JsonArray();
        }
        if (!object.get(field).isJsonArray()) {
            throw wrong(field, object.get(field), "an array");
        }
        JsonArray array = object.getAsJsonArray(field);
        if (array.size() > most) {
            throw new IllegalArgumentException(
                    where + field + " has " + array.size() + " elements, allowed are " + most);
        }
        return array;
    }

    private JsonPrimitive primitive(String field, Function<JsonPrimitive, Boolean> isOfType, String allowed) {
        JsonElement element = object.get(field);
        if (element == null || !element.isJsonPrimitive() || !isOfType.apply(element.getAsJsonPrimitive())) {
            throw wrong(field, element, allowed);
        }
        return element.getAsJsonPrimitive();
    }

    private IllegalArgumentException wrong(String field, JsonElement value, String allowed) {
        String said = value == null ? "absent" : "'" + shortened(value) + "'";
        return new IllegalArgumentException(where + field + " is " + said + ", allowed is " + allowed);
    }

    private static String shortened(JsonElement element) {
        String text = element.isJsonPrimitive() || element.isJsonNull()
                ? element.toString()
                : element.isJsonArray() ? "[...]" : "{...}";
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
