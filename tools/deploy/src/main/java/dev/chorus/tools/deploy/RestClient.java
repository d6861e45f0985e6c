package dev.chorus.tools.deploy;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.chorus.tools.deploy.GatewayException.Kind;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLContext;

/** Speaks JSON over HTTP with one gateway. Every failure is a {@link GatewayException}. */
final class RestClient {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    /** A line that is slower than this is taken for dead. */
    private static final long MIN_UPLOAD_BYTES_PER_S = 16 << 10;

    private static final Gson GSON = new Gson();

    private final GatewayAddress gateway;
    private final Login login;
    private final HttpClient client;

    RestClient(GatewayAddress gateway, Login login, SSLContext trust) {
        this.gateway = gateway;
        this.login = login;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_LIMIT)
                // The password must not follow to another place.
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(trust)
                .build();
    }

    /**
     * Reads something.
     *
     * @param type what the answer becomes; fields that the answer lacks are null
     */
    <T> T get(String path, Class<T> type) throws GatewayException, InterruptedException {
        return answer(path, send(request(path, ANSWER_LIMIT).GET().build()), type);
    }

    /** Sends something and reads the answer. */
    <T> T post(String path, JsonObject body, Class<T> type) throws GatewayException, InterruptedException {
        return answer(path, sendJson("POST", path, body), type);
    }

    /** Sends something whose answer says nothing. */
    void send(String method, String path, JsonObject body) throws GatewayException, InterruptedException {
        sendJson(method, path, body);
    }

    /**
     * Sends a file as a form.
     *
     * @param sent see {@link UploadBody}
     */
    void upload(String path, PackageFile file, LongConsumer sent) throws IOException, InterruptedException {
        UploadBody body = new UploadBody(file.path(), file.fileName(), sent);
        Duration limit = ANSWER_LIMIT.plusSeconds(body.contentLength() / MIN_UPLOAD_BYTES_PER_S);
        send(request(path, limit)
                .header("Content-Type", body.contentType())
                .POST(body)
                .build());
    }

    private String sendJson(String method, String path, JsonObject body) throws GatewayException, InterruptedException {
        return send(request(path, ANSWER_LIMIT)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(GSON.toJson(body)))
                .build());
    }

    private HttpRequest.Builder request(String path, Duration limit) {
        return HttpRequest.newBuilder(gateway.at(path))
                .timeout(limit)
                .header("Authorization", login.authorization())
                .header("Accept", "application/json");
    }

    private String send(HttpRequest request) throws GatewayException, InterruptedException {
        HttpResponse<String> response;
        try {
            response = client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw ConnectionFaults.explain(gateway, e);
        }
        if (response.statusCode() / 100 != 2) {
            throw refusal(request, response);
        }
        return response.body();
    }

    private GatewayException refusal(HttpRequest request, HttpResponse<String> response) {
        String call = request.method() + " " + request.uri().getPath();
        int status = response.statusCode();
        return switch (status) {
            case 401 -> new GatewayException(
                    Kind.MISTAKE, gateway + " refuses the login of '" + login.user() + "': wrong user or password");
            case 403 -> new GatewayException(
                    Kind.MISTAKE,
                    "user '" + login.user() + "' may not " + call + " on " + gateway + "; kura.admin may");
            case 404 -> new GatewayException(Kind.ABSENT, gateway + " answers 404 to " + call);
            case 502, 503, 504 -> new GatewayException(Kind.NOT_READY, gateway + " answers " + status + " to " + call);
            case 301, 302, 303, 307, 308 -> new GatewayException(
                    Kind.MISTAKE,
                    gateway + " sends elsewhere, to "
                            + response.headers().firstValue("Location").orElse("nowhere") + "; use that address");
            default -> new GatewayException(
                    Kind.FAILED,
                    gateway + " answers " + status + " to " + call
                            + failures(response.body()).map(why -> ": " + why).orElse(""));
        };
    }

    /** What Kura's configuration service says of a 500. */
    private static Optional<String> failures(String body) {
        try {
            if (JsonParser.parseString(body) instanceof JsonObject answer
                    && answer.get("failures") instanceof JsonArray failures) {
                return Optional.of(StreamSupport.stream(failures.spliterator(), false)
                        .filter(JsonElement::isJsonObject)
                        .map(JsonElement::getAsJsonObject)
                        .map(failure -> text(failure, "id") + ": " + text(failure, "message"))
                        .collect(Collectors.joining("; ")));
            }
        } catch (JsonParseException e) {
            // Not from that service.
        }
        return Optional.empty();
    }

    private static String text(JsonObject object, String key) {
        return object.get(key) == null || !object.get(key).isJsonPrimitive()
                ? "?"
                : object.get(key).getAsString();
    }

    private <T> T answer(String path, String body, Class<T> type) throws GatewayException {
        T answer;
        try {
            answer = GSON.fromJson(body, type);
        } catch (JsonParseException e) {
            throw notKura(path, e);
        }
        if (answer == null) {
            throw notKura(path, null);
        }
        return answer;
    }

    /** It answers, but nothing that Kura would. */
    GatewayException notKura(String path, Throwable cause) {
        return new GatewayException(
                Kind.MISTAKE,
                gateway + " answers to " + gateway.at(path).getPath() + ", but not as Kura does; is it a Kura gateway?",
                cause);
    }
}
