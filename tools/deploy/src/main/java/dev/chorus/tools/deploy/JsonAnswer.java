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
 * Body of a response of unknown type.
 *
 * @param object empty if the body is not a JSON object
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

    /** Returns the string value of a key; empty if it is missing or not a string. */
    Optional<String> text(String key) {
        return object.flatMap(answer -> text(answer, key));
    }

    /** Returns whether a key is present and false. */
    boolean isFalse(String key) {
        return text(key).equals(Optional.of("false"));
    }

    boolean isTrue(String key) {
        return text(key).equals(Optional.of("true"));
    }

    /** Returns the reason that a service of Kura gives for a rejection; empty if it gives none. */
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
