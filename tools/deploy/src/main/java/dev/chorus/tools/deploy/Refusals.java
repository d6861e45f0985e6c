package dev.chorus.tools.deploy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.chorus.tools.deploy.GatewayException.Kind;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Explains in one line why a gateway did not do what it was asked. */
final class Refusals {

    private Refusals() {}

    /** What an answer means whose status is none of success. */
    static GatewayException of(GatewayAddress gateway, String user, HttpResponse<String> response) {
        String path = response.request().uri().getPath();
        String call = response.request().method() + " " + path;
        int status = response.statusCode();
        return switch (status) {
            case 401 -> new GatewayException(
                    Kind.FAILED, gateway + " refuses the session of '" + user + "' for " + call);
            case 403 -> new GatewayException(
                    Kind.MISTAKE,
                    Permissions.of(path)
                            .map(permission -> "user '" + user + "' of " + gateway + " lacks the permission "
                                    + permission + " for " + call + Permissions.HOW_TO_GIVE)
                            .orElse(gateway + " forbids " + call));
            case 404 -> new GatewayException(Kind.ABSENT, gateway + " answers 404 to " + call);
            case 502, 503, 504 -> new GatewayException(Kind.NOT_READY, gateway + " answers " + status + " to " + call);
            case 301, 302, 303, 307, 308 -> new GatewayException(
                    Kind.MISTAKE,
                    gateway + " sends elsewhere, to "
                            + response.headers().firstValue("Location").orElse("nowhere") + "; use that address");
            default -> new GatewayException(
                    Kind.FAILED,
                    gateway + " answers " + status + " to " + call
                            + reason(response.body()).map(why -> ": " + why).orElse(""));
        };
    }

    /** The reason in the body of a refusal by one of Kura's services. */
    private static Optional<String> reason(String body) {
        try {
            if (JsonParser.parseString(body) instanceof JsonObject answer) {
                if (answer.get("failures") instanceof JsonArray failures) {
                    return Optional.of(StreamSupport.stream(failures.spliterator(), false)
                            .filter(JsonElement::isJsonObject)
                            .map(JsonElement::getAsJsonObject)
                            .map(failure -> text(failure, "id") + ": " + text(failure, "message"))
                            .collect(Collectors.joining("; ")));
                }
                if (answer.has("message")) {
                    return Optional.of(text(answer, "message"));
                }
            }
        } catch (JsonParseException e) {
            // Not from one of those services.
        }
        return Optional.empty();
    }

    private static String text(JsonObject object, String key) {
        return object.get(key) == null || !object.get(key).isJsonPrimitive()
                ? "?"
                : object.get(key).getAsString();
    }

    /** The answer to a call is none of Kura. */
    static GatewayException notKura(GatewayAddress gateway, String path, Throwable cause) {
        return new GatewayException(
                Kind.MISTAKE,
                gateway + " answers to " + gateway.at(path).getPath() + ", but not as Kura does; is it a Kura gateway?",
                cause);
    }
}
