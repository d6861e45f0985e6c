package dev.chorus.core.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;

/**
 * Reads one JSON document of RFC 8259 into a tree, within {@link JsonLimits}. Gson's own parser builds a tree of
 * unlimited size, 80 bytes for each zero that a peer sends, and tolerates invalid JSON. Gson's objects keep their
 * fields in a sorted tree, so names of equal hashes cost nothing extra. For one document and one thread.
 */
final class BoundedJson {

    private static final double MAX_EXACT = 1L << 53;

    private final JsonReader reader;
    private final JsonLimits limits;
    private int values;

    private BoundedJson(String text, JsonLimits limits) {
        this.reader = new JsonReader(new StringReader(text));
        this.limits = limits;
    }

    /**
     * Reads a text that is one document.
     *
     * @throws IllegalArgumentException if it is not JSON or exceeds a limit; nothing beyond the limit is read
     */
    static JsonElement read(String text, JsonLimits limits) {
        BoundedJson json = new BoundedJson(text, limits);
        try {
            JsonElement root = json.value(1);
            if (json.reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalArgumentException("not JSON: text after the document");
            }
            return root;
        } catch (MalformedJsonException | NumberFormatException e) {
            throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: ends early", e);
        }
    }

    private JsonElement value(int depth) throws IOException {
        JsonToken token = reader.peek();
        if (++values > limits.maxValues()) {
            throw new IllegalArgumentException("JSON must have at most " + limits.maxValues() + " values, has more");
        }
        return switch (token) {
            case BEGIN_OBJECT -> object(depth);
            case BEGIN_ARRAY -> array(depth);
            case STRING -> new JsonPrimitive(reader.nextString());
            case NUMBER -> new JsonPrimitive(number());
            case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
            case NULL -> {
                reader.nextNull();
                yield JsonNull.INSTANCE;
            }
            default -> throw new IllegalArgumentException("not JSON: ends early");
        };
    }

    private JsonObject object(int depth) throws IOException {
        checkDepth(depth);
        JsonObject object = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = token("the name of a field", reader.nextName());
            if (object.size() == JsonLimits.MAX_FIELDS) {
                throw new IllegalArgumentException(
                        "JSON objects must have at most " + JsonLimits.MAX_FIELDS + " fields, one has more");
            }
            if (object.has(name)) {
                throw new IllegalArgumentException("field " + name + " must not be repeated");
            }
            object.add(name, value(depth + 1));
        }
        reader.endObject();
        return object;
    }

    private JsonArray array(int depth) throws IOException {
        checkDepth(depth);
        JsonArray array = new JsonArray();
        reader.beginArray();
        while (reader.hasNext()) {
            array.add(value(depth + 1));
        }
        reader.endArray();
        return array;
    }

    private static void checkDepth(int depth) {
        if (depth > JsonLimits.MAX_DEPTH) {
            throw new IllegalArgumentException("JSON must have at most " + JsonLimits.MAX_DEPTH + " levels, has more");
        }
    }

    /** Whole numbers stay whole, so that messages show them as written. */
    private Number number() throws IOException {
        double number = Double.parseDouble(token("a number", reader.nextString()));
        boolean whole = number == Math.rint(number) && Math.abs(number) <= MAX_EXACT;
        return whole ? (Number) (long) number : (Number) number;
    }

    /** Long numbers cost time, and no field of the formats has a long name. */
    private static String token(String what, String text) {
        if (text.length() > JsonLimits.MAX_TOKEN) {
            throw new IllegalArgumentException(
                    what + " must have at most " + JsonLimits.MAX_TOKEN + " characters, has " + text.length());
        }
        return text;
    }
}
