package dev.chorus.tools.testgateway;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Writes answers as Kura's own services do, and errors as the Jetty below them does, whose body depends on {@code Accept}. */
final class KuraResponses {

    private static final Gson GSON = new Gson();
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";
    private static final Set<String> WITH_ERROR_PAGE = Set.of("GET", "HEAD", "POST");
    private static final String SERVLET =
            "org.eclipse.equinox.http.jetty.internal.HttpServerManager$InternalHttpServiceServlet-398f0913";

    private KuraResponses() {}

    /** The answer of a service of Kura, independent of {@code Accept}. */
    static void json(HttpExchange exchange, int status, JsonElement answer) throws IOException {
        send(exchange, status, JSON, GSON.toJson(answer));
    }

    /** The answer of a service of Kura that refuses a call. */
    static void message(HttpExchange exchange, int status, String message) throws IOException {
        JsonObject answer = new JsonObject();
        answer.addProperty("message", message);
        json(exchange, status, answer);
    }

    static void text(HttpExchange exchange, int status, String text) throws IOException {
        send(exchange, status, TEXT, text);
    }

    static void empty(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
    }

    /** Jetty's answer: JSON or text where {@code Accept} names it, otherwise an empty body; always empty for PUT and DELETE. */
    static void error(HttpExchange exchange, int status, String message) throws IOException {
        if (!WITH_ERROR_PAGE.contains(exchange.getRequestMethod())) {
            empty(exchange, status);
            return;
        }
        exchange.getResponseHeaders().set("Cache-Control", "must-revalidate,no-cache,no-store");
        String accept = accept(exchange);
        if (accept.contains(JSON)) {
            JsonObject answer = new JsonObject();
            answer.addProperty("servlet", SERVLET);
            answer.addProperty("message", message);
            answer.addProperty("url", exchange.getRequestURI().getPath());
            answer.addProperty("status", String.valueOf(status));
            json(exchange, status, answer);
        } else if (accept.contains(TEXT)) {
            String lines = "HTTP ERROR " + status + " " + message + "\nURI: "
                    + exchange.getRequestURI().getPath() + "\nSTATUS: " + status + "\nMESSAGE: " + message
                    + "\nSERVLET: " + SERVLET + "\n";
            send(exchange, status, TEXT + ";charset=iso-8859-1", lines);
        } else {
            if (acceptsAnyText(accept)) {
                exchange.getResponseHeaders().set("Content-Type", "text/html;charset=iso-8859-1");
            }
            empty(exchange, status);
        }
    }

    /** Whether JSON may be answered. */
    static boolean acceptsJson(HttpExchange exchange) {
        String accept = accept(exchange);
        return accept.isEmpty() || accept.contains(JSON) || accept.contains("*/*") || accept.contains("application/*");
    }

    private static boolean acceptsAnyText(String accept) {
        return accept.isEmpty() || accept.contains("*/*") || accept.contains("text/");
    }

    private static String accept(HttpExchange exchange) {
        return String.join(",", exchange.getRequestHeaders().getOrDefault("Accept", List.of()));
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
