package dev.chorus.itests.support;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A JSON object read by the names that {@code docs/protocol.md} gives, and not by the code under test. What is absent or of
 * another type than asked for fails the test. Immutable.
 */
public final class Json {

    private final JsonObject object;

    private Json(JsonObject object) {
        this.object = object;
    }

    static Json parse(byte[] payload) {
        return new Json(JsonParser.parseString(new String(payload, StandardCharsets.UTF_8))
                .getAsJsonObject());
    }

    /** Whether there is something of that name. */
    public boolean has(String name) {
        return object.has(name);
    }

    /** A string. */
    public String text(String name) {
        return element(name).getAsString();
    }

    /** A number. */
    public double number(String name) {
        return element(name).getAsDouble();
    }

    /** A boolean. */
    public boolean flag(String name) {
        return element(name).getAsBoolean();
    }

    /** An array of strings. */
    public List<String> texts(String name) {
        return elements(name).stream().map(JsonElement::getAsString).toList();
    }

    /** An array of objects. */
    public List<Json> objects(String name) {
        return elements(name).stream()
                .map(element -> new Json(element.getAsJsonObject()))
                .toList();
    }

    /** An object. */
    public Json object(String name) {
        return new Json(element(name).getAsJsonObject());
    }

    /** A counter of a status; what was never counted is 0. */
    public long counter(String name) {
        JsonElement counter = element("counters").getAsJsonObject().get(name);
        return counter == null ? 0 : counter.getAsLong();
    }

    /** This with another text in it. */
    public Json with(String name, String text) {
        JsonObject changed = object.deepCopy();
        changed.addProperty(name, text);
        return new Json(changed);
    }

    /** As it goes over the wire. */
    public byte[] bytes() {
        return object.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return object.toString();
    }

    private List<JsonElement> elements(String name) {
        return StreamSupport.stream(element(name).getAsJsonArray().spliterator(), false)
                .toList();
    }

    private JsonElement element(String name) {
        JsonElement element = object.get(name);
        if (element == null) {
            throw new AssertionError("no '" + name + "' in " + object);
        }
        return element;
    }
}
