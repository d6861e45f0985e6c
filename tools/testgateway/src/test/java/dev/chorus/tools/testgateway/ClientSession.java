package dev.chorus.tools.testgateway;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/**
 * A session as a client has it after its login.
 *
 * @param cookie name and value
 * @param token for the header {@code X-XSRF-Token}
 */
record ClientSession(String cookie, String token) {

    /** Sends a request. */
    @FunctionalInterface
    interface Sender {

        HttpResponse<String> send(HttpRequest.Builder request) throws Exception;
    }

    /** Logs in with a password at the server with this address. */
    static ClientSession open(String url, Sender sender, String user, String password) throws Exception {
        JsonObject login = new JsonObject();
        login.addProperty("username", user);
        login.addProperty("password", password);
        String cookie = sender.send(request(url, "login/password")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(login.toString())))
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .split(";")[0];
        String answer =
                sender.send(request(url, "xsrfToken").header("Cookie", cookie)).body();
        return new ClientSession(
                cookie,
                JsonParser.parseString(answer)
                        .getAsJsonObject()
                        .get("xsrfToken")
                        .getAsString());
    }

    private static HttpRequest.Builder request(String url, String call) {
        return HttpRequest.newBuilder(URI.create(url + "/services/session/v1/" + call));
    }

    /** Authenticates a request. */
    HttpRequest.Builder addTo(HttpRequest.Builder request) {
        return request.header("Cookie", cookie).header("X-XSRF-Token", token);
    }

    /** The value of the cookie. */
    String id() {
        return cookie.substring("JSESSIONID=".length());
    }
}
