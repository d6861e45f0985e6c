package dev.chorus.tools.deploy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Sends requests to one gateway and returns any response. Without a response it throws a {@link GatewayException}. */
final class GatewayTransport {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final Gson GSON = new Gson();

    private final GatewayAddress gateway;
    private final GatewayTrust trust;
    private final HttpClient client;

    GatewayTransport(GatewayAddress gateway, GatewayTrust trust) {
        this.gateway = gateway;
        this.trust = trust;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_LIMIT)
                // A redirect could send the password to another host.
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(trust.context())
                .build();
    }

    GatewayAddress gateway() {
        return gateway;
    }

    /**
     * Creates a request for JSON, which is also the format of errors then.
     *
     * @param path path below {@code /services}
     */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gateway.at(path)).timeout(ANSWER_LIMIT).header("Accept", "application/json");
    }

    HttpRequest.Builder jsonRequest(String method, String path, JsonObject body) {
        return request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(GSON.toJson(body)));
    }

    /** Extends the time limit of a request. */
    static void extend(HttpRequest.Builder request, Duration more) {
        request.timeout(ANSWER_LIMIT.plus(more));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws GatewayException, InterruptedException {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw ConnectionFaults.explain(gateway, trust, e);
        }
    }
}
