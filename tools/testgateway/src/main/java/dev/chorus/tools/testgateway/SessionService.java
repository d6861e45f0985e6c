package dev.chorus.tools.testgateway;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Kura's {@code /services/session/v1}, as recorded of Kura 5.6.0. */
final class SessionService {

    private static final String BASE = "/services/session/v1/";
    private static final String NOT_VALID = "Current session is not valid";
    private static final String NOT_MATCHING = "Authentication failed as username or password not matching";
    private static final int MIN_PASSWORD_LENGTH = 8;
    private static final int CERTIFICATE_PORT = 4443;

    private final KuraAuthentication authentication;
    private final Map<String, Endpoint> endpoints = Map.of(
            "authenticationInfo", new Endpoint("GET", this::authenticationInfo),
            "login/password", new Endpoint("POST", this::login),
            "login/certificate", new Endpoint("POST", this::certificateLogin),
            "xsrfToken", new Endpoint("GET", this::token),
            "currentIdentity", new Endpoint("GET", this::currentIdentity),
            "changePassword", new Endpoint("POST", this::changePassword),
            "logout", new Endpoint("POST", this::logout));

    private record Endpoint(String method, Handler handler) {}

    @FunctionalInterface
    private interface Handler {
        void handle(HttpExchange exchange, byte[] body) throws IOException;
    }

    SessionService(KuraAuthentication authentication) {
        this.authentication = authentication;
    }

    boolean handle(HttpExchange exchange, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (!path.startsWith(BASE)) {
            return false;
        }
        Endpoint endpoint = endpoints.get(path.substring(BASE.length()));
        if (endpoint == null) {
            KuraResponses.error(exchange, 404, "Not Found");
        } else if (!endpoint.method().equals(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", endpoint.method() + ",OPTIONS");
            KuraResponses.error(exchange, 405, "Method Not Allowed");
        } else if (body.length > 0 && !isJson(exchange)) {
            KuraResponses.error(exchange, 415, "Unsupported Media Type");
        } else if (!KuraResponses.acceptsJson(exchange)) {
            KuraResponses.error(exchange, 406, "Not Acceptable");
        } else {
            endpoint.handler().handle(exchange, body);
        }
        return true;
    }

    private static boolean isJson(HttpExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        return type != null && type.startsWith("application/json");
    }

    private void authenticationInfo(HttpExchange exchange, byte[] body) throws IOException {
        JsonArray ports = new JsonArray();
        ports.add(CERTIFICATE_PORT);
        JsonObject answer = new JsonObject();
        answer.addProperty("passwordAuthenticationEnabled", authentication.hasPasswords());
        answer.addProperty("certificateAuthenticationEnabled", true);
        answer.add("certificateAuthenticationPorts", ports);
        KuraResponses.json(exchange, 200, answer);
    }

    private void login(HttpExchange exchange, byte[] body) throws IOException {
        if (!authentication.hasPasswordLogin()) {
            KuraResponses.error(exchange, 404, "Not Found");
            return;
        }
        Optional<JsonObject> login = object(exchange, body);
        if (login.isEmpty()) {
            return;
        }
        String user = text(login.get(), "username");
        String password = text(login.get(), "password");
        if (user.isEmpty() || password.isEmpty()) {
            KuraResponses.message(exchange, 400, "username and or password fields have not been provided");
            return;
        }
        KuraAuthentication.sessionId(exchange)
                .ifPresent(id -> authentication.sessions().end(id));
        Optional<KuraAccounts.Account> account = authentication.accounts().check(user, password);
        if (account.isEmpty()) {
            unauthorized(exchange, NOT_MATCHING);
            return;
        }
        boolean isLocked = account.get().isChangeNeeded();
        setCookie(exchange, authentication.sessions().open(user, account.get().passwordVersion(), isLocked));
        JsonObject answer = new JsonObject();
        answer.addProperty("passwordChangeNeeded", isLocked);
        KuraResponses.json(exchange, 200, answer);
    }

    private void certificateLogin(HttpExchange exchange, byte[] body) throws IOException {
        unauthorized(exchange, "Certificate authentication failed");
    }

    private void token(HttpExchange exchange, byte[] body) throws IOException {
        Optional<KuraSessions.Session> session = authentication.session(exchange);
        if (!authentication.hasSessions()) {
            KuraResponses.error(exchange, 404, "Not Found");
        } else if (session.isEmpty()) {
            unauthorized(exchange, NOT_VALID);
        } else {
            JsonObject answer = new JsonObject();
            answer.addProperty("xsrfToken", session.get().token());
            KuraResponses.json(exchange, 200, answer);
        }
    }

    private void currentIdentity(HttpExchange exchange, byte[] body) throws IOException {
        Optional<KuraAuthentication.Caller> caller = authentication.authenticate(exchange);
        if (caller.isEmpty()) {
            unauthorized(exchange, NOT_VALID);
            return;
        }
        JsonArray permissions = new JsonArray();
        caller.get().permissions().forEach(permissions::add);
        JsonObject answer = new JsonObject();
        answer.addProperty("name", caller.get().name());
        answer.addProperty("passwordChangeNeeded", false);
        answer.add("permissions", permissions);
        KuraResponses.json(exchange, 200, answer);
    }

    private void logout(HttpExchange exchange, byte[] body) throws IOException {
        Optional<KuraSessions.Session> session = authentication
                .session(exchange)
                .filter(found -> !found.isLocked() && KuraAuthentication.hasToken(exchange, found));
        if (session.isEmpty()) {
            unauthorized(exchange, NOT_VALID);
            return;
        }
        authentication.sessions().end(session.get().id());
        Headers headers = exchange.getResponseHeaders();
        headers.set("Set-Cookie", "JSESSIONID=; Path=/; Expires=Thu, 01-Jan-1970 00:00:00 GMT; Max-Age=0");
        headers.set("Expires", "Thu, 01 Jan 1970 00:00:00 GMT");
        KuraResponses.empty(exchange, 204);
    }

    /** Whatever is refused ends the session, but for empty passwords. */
    private void changePassword(HttpExchange exchange, byte[] body) throws IOException {
        Optional<KuraSessions.Session> session = authentication.session(exchange);
        if (session.filter(found -> KuraAuthentication.hasToken(exchange, found))
                .isEmpty()) {
            session.ifPresent(found -> authentication.sessions().end(found.id()));
            unauthorized(exchange, NOT_VALID);
            return;
        }
        Optional<JsonObject> change = object(exchange, body);
        if (change.isEmpty()) {
            return;
        }
        String current = text(change.get(), "currentPassword");
        String other = text(change.get(), "newPassword");
        if (current.isEmpty() || other.isEmpty()) {
            KuraResponses.message(exchange, 400, "currentPassword or newPassword have not been provided");
            return;
        }
        authentication.sessions().end(session.get().id());
        String user = session.get().user();
        if (other.length() < MIN_PASSWORD_LENGTH) {
            KuraResponses.message(
                    exchange,
                    400,
                    "The new password does not satisfy password strenght requirements: Password length must be at"
                            + " least " + MIN_PASSWORD_LENGTH + " characters");
        } else if (authentication.accounts().check(user, current).isEmpty()) {
            unauthorized(exchange, NOT_MATCHING);
        } else if (other.equals(current)) {
            KuraResponses.message(exchange, 400, "Password change failed as previous password equals new one");
        } else {
            authentication.accounts().setPassword(user, other);
            // Kura takes the new password for the user's name, so this session has no permissions.
            setCookie(exchange, authentication.sessions().open(other, -1, false));
            KuraResponses.empty(exchange, 204);
        }
    }

    private void unauthorized(HttpExchange exchange, String message) throws IOException {
        authentication.announceBasic(exchange);
        KuraResponses.message(exchange, 401, message);
    }

    private static void setCookie(HttpExchange exchange, KuraSessions.Session session) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Set-Cookie", "JSESSIONID=" + session.id() + "; Path=/; Secure; HttpOnly");
        headers.set("Expires", "Thu, 01 Jan 1970 00:00:00 GMT");
    }

    /** The body; empty if it is no object, which is answered with 500. */
    private static Optional<JsonObject> object(HttpExchange exchange, byte[] body) throws IOException {
        try {
            if (JsonParser.parseString(new String(body, StandardCharsets.UTF_8)) instanceof JsonObject object) {
                return Optional.of(object);
            }
        } catch (JsonParseException e) {
            // Answered as any other body that is no object.
        }
        KuraResponses.error(exchange, 500, "javax.servlet.ServletException");
        return Optional.empty();
    }

    private static String text(JsonObject object, String key) {
        return object.has(key) && object.get(key).isJsonPrimitive()
                ? object.get(key).getAsString()
                : "";
    }
}
