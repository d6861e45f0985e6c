package dev.chorus.tools.deploy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The body of an answer, of which nothing is known yet.
 *
 * @param object empty if the body is no JSON object
 */
record JsonAnswer(Optional<JsonObject> object) {

    static JsonAnswer of(HttpResponse<String> response) {
        try {
            return new JsonAnswer(
                    JsonParser.parseString(response.body()) instanceof JsonObject object
                            ? Optional.of(object)
                            : Optional.empty());
        } catch (JsonParseException e) {
            return new JsonAnswer(Optional.empty());
        }
    }

    /** The text of a key; empty if it is missing, or none. */
    Optional<String> text(String key) {
        return object.flatMap(answer -> text(answer, key));
    }

    /** Whether a key is false and not only missing. */
    boolean isFalse(String key) {
        return text(key).equals(Optional.of("false"));
    }

    boolean isTrue(String key) {
        return text(key).equals(Optional.of("true"));
    }

    /** The reason that a service of Kura gives for a refusal; empty if it gives none. */
    Optional<String> reason() {
        if (object.isPresent() && object.get().get("failures") instanceof JsonArray failures) {
            return Optional.of(StreamSupport.stream(failures.spliterator(), false)
                    .filter(JsonElement::isJsonObject)
                    .map(JsonElement::getAsJsonObject)
                    .map(failure -> text(failure, "id").orElse("?") + ": "
                            + text(failure, "message").orElse("?"))
                    .collect(Collectors.joining("; ")));
        }
        return text("message");
    }

    private static Optional<String> text(JsonObject object, String key) {
        return Optional.ofNullable(object.get(key))
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString);
    }
}
