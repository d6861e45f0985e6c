package dev.chorus.tools.testgateway;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls and answers recorded of a running Kura 5.6.0, one JSON object a line. {@code SESSION-n}, {@code XSRF-n} and {@code SNAPSHOT-n}
 * stand for values that differ from run to run; the first answer that holds one gives it its value.
 */
final class RecordedCalls {

    private static final Pattern PLACEHOLDER = Pattern.compile("(?:SESSION|XSRF|SNAPSHOT)-\\d+");
    /** Lists of which a recording has only what matters here. */
    private static final Set<String> SHORTENED = Set.of("pids");

    private final Map<String, String> values = new HashMap<>();

    static List<JsonObject> read(String name) throws IOException {
        try (InputStream in = RecordedCalls.class.getResourceAsStream(name);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> JsonParser.parseString(line).getAsJsonObject())
                    .toList();
        }
    }

    void bind(String placeholder, String value) {
        values.put(placeholder, value);
    }

    /** The text of a request with the values of this run. */
    String filled(String text) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(), "unknown")));
    }

    /** Whether a text is as recorded, where a placeholder stands for its value, or for any if it has none yet. */
    boolean isText(String expected, String actual) {
        Matcher placeholder = PLACEHOLDER.matcher(expected);
        if (!placeholder.find()) {
            return expected.equals(actual);
        }
        String before = expected.substring(0, placeholder.start());
        String after = expected.substring(placeholder.end());
        if (!actual.startsWith(before) || !actual.endsWith(after)) {
            return false;
        }
        String value = actual.substring(before.length(), actual.length() - after.length());
        return values.computeIfAbsent(placeholder.group(), any -> value).equals(value);
    }

    /** Whether an answer has all that was recorded; objects may have more. */
    boolean isLike(JsonElement expected, JsonElement actual) {
        if (expected instanceof JsonObject object) {
            return actual instanceof JsonObject other
                    && object.entrySet().stream().allMatch(entry -> hasLike(entry.getKey(), entry.getValue(), other));
        }
        if (expected instanceof JsonArray array) {
            return actual instanceof JsonArray other && array.size() == other.size() && hasAll(array, other);
        }
        JsonPrimitive primitive = expected.getAsJsonPrimitive();
        if (actual == null || !actual.isJsonPrimitive()) {
            return false;
        }
        return primitive.isNumber()
                ? primitive.getAsDouble() == actual.getAsDouble()
                : isText(primitive.getAsString(), actual.getAsString());
    }

    private boolean hasLike(String key, JsonElement expected, JsonObject actual) {
        JsonElement value = actual.get(key);
        if (value == null) {
            return false;
        }
        if (key.equals("ids")) {
            return value.getAsJsonArray().size() == expected.getAsInt();
        }
        if (key.equals("components")) {
            return isLike(expected, madeByFactories(value.getAsJsonArray()));
        }
        if (SHORTENED.contains(key)) {
            return hasAll(expected.getAsJsonArray(), value.getAsJsonArray());
        }
        return isLike(expected, value);
    }

    /** In any order: Kura's lists are sets. */
    private boolean hasAll(JsonArray expected, JsonArray actual) {
        Set<JsonElement> left = new HashSet<>(list(actual));
        return list(expected).stream().allMatch(element -> left.stream()
                .filter(other -> isLike(element, other))
                .findFirst()
                .map(left::remove)
                .orElse(false));
    }

    /** The elements of an array. */
    static List<JsonElement> list(JsonArray array) {
        List<JsonElement> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    private static JsonArray madeByFactories(JsonArray components) {
        JsonArray made = new JsonArray();
        list(components).stream()
                .filter(component -> component.getAsJsonObject().has("factoryPid"))
                .forEach(made::add);
        return made;
    }
}
