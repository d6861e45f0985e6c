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
 * Reads one JSON object field by field; error messages name the field, the required value and the given value.
 *
 * <p>Immutable view of a parsed object. All methods throw {@link IllegalArgumentException} on a field of the wrong
 * type.
 */
public final class JsonFields {

    private final JsonObject object;
    private final String where;

    private JsonFields(JsonObject object, String where) {
        this.object = object;
        this.where = where;
    }

    /**
     * Parses UTF-8 text from a peer that is one object.
     *
     * @param limits checked before and while the text is read
     * @throws IllegalArgumentException if it exceeds a limit, is not JSON, or not an object
     */
    public static JsonFields parse(byte[] utf8, JsonLimits limits) {
        if (utf8.length > limits.maxBytes()) {
            throw new IllegalArgumentException(
                    "JSON must have at most " + limits.maxBytes() + " bytes, has " + utf8.length);
        }
        JsonElement element = BoundedJson.read(new String(utf8, StandardCharsets.UTF_8), limits);
        if (!element.isJsonObject()) {
            throw new IllegalArgumentException("JSON must be an object, was '" + shortened(element) + "'");
        }
        return new JsonFields(element.getAsJsonObject(), "");
    }

    /** Whether the field is present and not null. */
    public boolean has(String field) {
        JsonElement element = object.get(field);
        return element != null && !element.isJsonNull();
    }

    /** A required text. */
    public String string(String field) {
        return primitive(field, JsonPrimitive::isString, "a string").getAsString();
    }

    /** A text, or the fallback if absent; the fallback may be null. */
    public String string(String field, String fallback) {
        return has(field) ? string(field) : fallback;
    }

    /** A required finite number. */
    public double number(String field) {
        double number = primitive(field, JsonPrimitive::isNumber, "a number").getAsDouble();
        if (!Double.isFinite(number)) {
            throw wrong(field, object.get(field), "a finite number");
        }
        return number;
    }

    /** A required finite number within a range, both ends included. */
    public double number(String field, double min, double max) {
        double number = number(field);
        if (number < min || number > max) {
            throw wrong(field, object.get(field), "a number within " + min + ".." + max);
        }
        return number;
    }

    /** A finite number, or the fallback if absent. */
    public double number(String field, double fallback) {
        return has(field) ? number(field) : fallback;
    }

    /** A required whole number within a range, both ends included. */
    public long whole(String field, long min, long max) {
        double number = number(field);
        if (number != Math.rint(number) || number < min || number > max) {
            throw wrong(field, object.get(field), "a whole number within " + min + ".." + max);
        }
        return (long) number;
    }

    /** True or false, or the fallback if absent. */
    public boolean flag(String field, boolean fallback) {
        return has(field)
                ? primitive(field, JsonPrimitive::isBoolean, "true or false").getAsBoolean()
                : fallback;
    }

    /** The strings of an array of limited length; empty if the field is absent. */
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

    /** The finite numbers of an array of limited length; empty if the field is absent. */
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
     * The whole numbers of an array of limited length, each within a range, both ends included; empty if the field is
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

    /** The objects of an array of limited length, each read by the reader; empty if the field is absent. */
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

    /** A nested object; an empty one if the field is absent. */
    public JsonFields object(String field) {
        if (!has(field)) {
            return new JsonFields(new JsonObject(), where + field + ".");
        }
        if (!object.get(field).isJsonObject()) {
            throw wrong(field, object.get(field), "an object");
        }
        return new JsonFields(object.getAsJsonObject(field), where + field + ".");
    }

    /** The names of the fields, limited in number. */
    public List<String> names(int most) {
        if (object.size() > most) {
            throw new IllegalArgumentException((where.isEmpty() ? "" : where.substring(0, where.length() - 1) + " ")
                    + "must have at most " + most + " fields, has " + object.size());
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
                    where + field + " must have at most " + most + " elements, has " + array.size());
        }
        return array;
    }

    private JsonPrimitive primitive(String field, Function<JsonPrimitive, Boolean> isOfType, String required) {
        JsonElement element = object.get(field);
        if (element == null || !element.isJsonPrimitive() || !isOfType.apply(element.getAsJsonPrimitive())) {
            throw wrong(field, element, required);
        }
        return element.getAsJsonPrimitive();
    }

    private IllegalArgumentException wrong(String field, JsonElement value, String required) {
        String given = value == null ? "absent" : "'" + shortened(value) + "'";
        return new IllegalArgumentException(where + field + " must be " + required + ", was " + given);
    }

    private static String shortened(JsonElement element) {
        String text = element.isJsonPrimitive() || element.isJsonNull()
                ? element.toString()
                : element.isJsonArray() ? "[...]" : "{...}";
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
