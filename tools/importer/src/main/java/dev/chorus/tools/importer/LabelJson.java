package dev.chorus.tools.importer;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Class names in JSON: a list, a map of class indices to names ({@code {"0":"cat"}}) or of names to class indices, or an object
 * that has one of these as {@code id2label}, {@code names}, {@code labels}, {@code classes} or {@code class_names}. A name may be a
 * list whose last text it is ({@code ["n02123045","tabby"]}). Python's notation of lists and maps is taken, too. Stateless.
 */
final class LabelJson {

    private static final String FORMS =
            "required is a list of names, a map of class indices to names, or a map of names to class indices";

    private static final List<String> INNER = List.of("id2label", "names", "labels", "classes", "class_names");

    private static final String WHOLE = "\\d{1,9}";

    /** Deeper, values are skipped. */
    private static final int MAX_DEPTH = 4;

    /** A number as it is written. */
    private record Numeral(String text) {}

    private LabelJson() {}

    /** Whether a text is meant as JSON: not one that has a line such as {@code [unused]} first. */
    static boolean isJson(String text) {
        String start = text.strip();
        if (!start.startsWith("[") && !start.startsWith("{")) {
            return false;
        }
        String first = start.lines().findFirst().orElseThrow();
        boolean closed = first.indexOf(start.startsWith("[") ? ']' : '}') >= 0 && start.length() > first.length();
        return !closed || first.matches("[\\[{]\\s*[\"'\\[{].*");
    }

    /**
     * Reads names, in the order of their class indices.
     *
     * @throws IllegalArgumentException if it is no JSON, or has none of the forms
     */
    static List<String> parse(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            // For Python's notation, as in a model's metadata: {0: 'cat'}.
            reader.setLenient(true);
            Object value = value(reader, 0);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalArgumentException("labels go on after the end of their JSON; " + FORMS);
            }
            return names(value);
        } catch (IOException | IllegalStateException e) {
            throw new IllegalArgumentException("labels begin as JSON and are none: " + e.getMessage(), e);
        }
    }

    private static Object value(JsonReader reader, int depth) throws IOException {
        switch (reader.peek()) {
            case STRING -> {
                return reader.nextString();
            }
            case NUMBER -> {
                return new Numeral(reader.nextString());
            }
            case BEGIN_ARRAY -> {
                return depth < MAX_DEPTH ? list(reader, depth) : skipped(reader);
            }
            case BEGIN_OBJECT -> {
                return depth < MAX_DEPTH ? map(reader, depth) : skipped(reader);
            }
            default -> {
                return skipped(reader);
            }
        }
    }

    private static Object skipped(JsonReader reader) throws IOException {
        String kind = reader.peek().name();
        reader.skipValue();
        return new Numeral(kind);
    }

    private static List<Object> list(JsonReader reader, int depth) throws IOException {
        List<Object> values = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            values.add(value(reader, depth + 1));
        }
        reader.endArray();
        return values;
    }

    private static Map<String, Object> map(JsonReader reader, int depth) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String key = reader.nextName();
            if (values.put(key, value(reader, depth + 1)) != null) {
                throw new IllegalArgumentException("labels have '" + key + "' twice");
            }
        }
        reader.endObject();
        return values;
    }

    private static List<String> names(Object value) {
        if (value instanceof List<?> list) {
            List<String> names = new ArrayList<>();
            for (Object one : list) {
                names.add(name("label " + names.size(), one));
            }
            return names;
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("labels are JSON without names; " + FORMS);
        }
        for (String inner : INNER) {
            if (map.get(inner) instanceof List || map.get(inner) instanceof Map) {
                return names(map.get(inner));
            }
        }
        return byIndex(map);
    }

    private static List<String> byIndex(Map<?, ?> map) {
        Map<String, String> names = new LinkedHashMap<>();
        Set<?> keys = map.keySet();
        boolean indexed = keys.stream().allMatch(key -> ((String) key).matches(WHOLE));
        map.forEach((key, value) -> {
            if (indexed) {
                put(names, (String) key, name("label " + key, value));
            } else if (value instanceof Numeral number && number.text().matches(WHOLE)) {
                put(names, number.text(), (String) key);
            } else {
                throw new IllegalArgumentException("labels are JSON with '" + key + "'; " + FORMS);
            }
        });
        List<String> ordered = new ArrayList<>();
        for (int index = 0; index < names.size(); index++) {
            String name = names.get(Integer.toString(index));
            if (name == null) {
                throw new IllegalArgumentException("class indices of the labels must be 0 to " + (names.size() - 1)
                        + ", each once; " + index + " is missing");
            }
            ordered.add(name);
        }
        return ordered;
    }

    private static void put(Map<String, String> names, String index, String name) {
        String plain = Integer.toString(Integer.parseInt(index));
        if (names.put(plain, name) != null) {
            throw new IllegalArgumentException("labels have class index " + plain + " twice");
        }
    }

    private static String name(String what, Object value) {
        Object last = value instanceof List<?> list && !list.isEmpty() ? list.get(list.size() - 1) : value;
        if (last instanceof String text) {
            return text;
        }
        String shown = last instanceof Numeral number ? number.text() : "a " + (last instanceof List ? "list" : "map");
        throw new IllegalArgumentException(what + " is " + shown + ", required is a text");
    }
}
