package dev.chorus.tools.testgateway;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds what serves a call, and refuses in the order of Kura's: 404, 405, 415, 406, then 401 and 403. */
final class RestRoutes {

    private static final String SERVICES = "/services/";

    private final KuraAuthentication authentication;
    private final List<Route> routes = new ArrayList<>();

    /** Answers a call that is allowed. */
    @FunctionalInterface
    interface Handler {

        /** @param body all of it */
        void handle(HttpExchange exchange, byte[] body) throws IOException;
    }

    /** @param role empty for a call that is open to anyone */
    private record Route(String method, Pattern path, String role, String consumes, Handler handler) {}

    RestRoutes(KuraAuthentication authentication) {
        this.authentication = authentication;
    }

    /**
     * Adds a call that takes JSON, or nothing.
     *
     * @param path a regular expression, from {@code /services/} on; a slash may follow
     * @param role Kura asks for the permission {@code "rest." + role}
     */
    RestRoutes add(String method, String path, String role, Handler handler) {
        return add(method, path, role, "application/json", handler);
    }

    /** Adds a call with a body of another type. */
    RestRoutes add(String method, String path, String role, String consumes, Handler handler) {
        routes.add(new Route(method, Pattern.compile(SERVICES + path + "/?"), role, consumes, handler));
        return this;
    }

    void handle(HttpExchange exchange, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        List<Route> served = routes.stream()
                .filter(route -> route.path().matcher(path).matches())
                .toList();
        Optional<Route> found = served.stream()
                .filter(route -> route.method().equals(exchange.getRequestMethod()))
                .findFirst();
        if (served.isEmpty()) {
            KuraResponses.error(exchange, 404, "Not Found");
        } else if (found.isEmpty()) {
            exchange.getResponseHeaders()
                    .set(
                            "Allow",
                            served.stream()
                                    .map(Route::method)
                                    .distinct()
                                    .collect(Collectors.joining(",", "", ",OPTIONS")));
            KuraResponses.error(exchange, 405, "Method Not Allowed");
        } else {
            handle(exchange, body, found.get());
        }
    }

    private void handle(HttpExchange exchange, byte[] body, Route route) throws IOException {
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        if (body.length > 0 && !type.startsWith(route.consumes())) {
            KuraResponses.error(exchange, 415, "Unsupported Media Type");
        } else if (!KuraResponses.acceptsJson(exchange)) {
            KuraResponses.error(exchange, 406, "Not Acceptable");
        } else if (route.role().isEmpty()) {
            route.handler().handle(exchange, body);
        } else {
            Optional<KuraAuthentication.Caller> caller = authentication.authenticate(exchange);
            if (caller.isEmpty()) {
                authentication.refuseLogin(exchange);
            } else if (!caller.get().has("rest." + route.role())) {
                authentication.refusePermission(exchange);
            } else {
                route.handler().handle(exchange, body);
            }
        }
    }
}
