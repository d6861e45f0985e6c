package dev.chorus.tools.testgateway;

import com.sun.net.httpserver.HttpExchange;
import java.util.ArrayList;
import java.util.List;

/** The calls that could have changed something. Thread-safe. */
final class CallLog {

    private final List<String> calls = new ArrayList<>();

    /** @param body what follows method and path, maybe nothing */
    synchronized void add(HttpExchange exchange, String body) {
        String call =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        calls.add(body.isEmpty() ? call : call + " " + body);
    }

    synchronized List<String> list() {
        return List.copyOf(calls);
    }
}
