package dev.chorus.tools.deploy;

import dev.chorus.tools.deploy.GatewayException.Kind;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Authenticates the calls to one gateway: by session if sessions are enabled, as in Kura's default, else by Basic
 * authentication. Changes the password if the gateway demands it and a new one is known. Not thread-safe.
 */
final class GatewaySession implements AutoCloseable {

    private static final String LOGIN = "/session/v1/login/password";
    private static final String TOKEN = "/session/v1/xsrfToken";
    private static final String CHANGE = "/session/v1/changePassword";
    private static final String INFO = "/session/v1/authenticationInfo";
    private static final String LOGOUT = "/session/v1/logout";
    private static final String XSRF_HEADER = "X-XSRF-Token";
    private static final Duration LOGOUT_LIMIT = Duration.ofSeconds(5);

    private final GatewayTransport transport;
    private final Consumer<String> passwordChanged;
    private Login login;
    private Optional<Cookie> cookie = Optional.empty();
    private boolean isBasic;
    private boolean hasSessionService;

    /**
     * Headers of a session's calls.
     *
     * @param session name and value of the cookie
     * @param token XSRF token
     */
    private record Cookie(String session, String token) {

        HttpRequest.Builder addTo(HttpRequest.Builder request) {
            return request.setHeader("Cookie", session).setHeader(XSRF_HEADER, token);
        }
    }

    /** @param passwordChanged receives the user's name after a change of the password */
    GatewaySession(GatewayTransport transport, Login login, Consumer<String> passwordChanged) {
        this.transport = transport;
        this.login = login;
        this.passwordChanged = passwordChanged;
    }

    String user() {
        return login.user();
    }

    /** Returns whether calls are authenticated by a session, not by Basic. */
    boolean isOpen() {
        return cookie.isPresent();
    }

    /**
     * Logs in, unless there is a session or the gateway supports Basic authentication only.
     *
     * @throws GatewayException if the gateway rejects the login or the new password, or demands one and none is known
     */
    void open() throws GatewayException, InterruptedException {
        if (cookie.isEmpty() && !isBasic) {
            logIn();
        }
    }

    /**
     * Logs in again: gateways lose sessions when they restart or return to a snapshot, and a starting gateway may not
     * have the session service yet.
     *
     * @throws GatewayException as for {@link #open}
     */
    void renew() throws GatewayException, InterruptedException {
        cookie = Optional.empty();
        logIn();
    }

    private void logIn() throws GatewayException, InterruptedException {
        HttpResponse<String> response = tryLogin();
        isBasic = response.statusCode() == 404;
        if (isBasic) {
            requirePasswords();
            // Sessions are disabled or not supported; the next call shows whether Basic is enabled.
            return;
        }
        if (response.statusCode() == 401) {
            response = tryNewPassword().orElseThrow(() -> Refusals.login(transport.gateway(), user()));
        }
        String session = cookie(response);
        if (JsonAnswer.of(response).isTrue("passwordChangeNeeded")) {
            // The session after a login with the old password has no permissions; another login with its cookie ends
            // it.
            String useless = changePassword(session);
            response = require(
                    200,
                    transport.send(transport
                            .jsonRequest("POST", LOGIN, login.credentials())
                            .header("Cookie", useless)));
            session = cookie(response);
        }
        cookie = Optional.of(new Cookie(session, token(session)));
    }

    private HttpResponse<String> tryLogin() throws GatewayException, InterruptedException {
        HttpResponse<String> response = transport.send(transport.jsonRequest("POST", LOGIN, login.credentials()));
        return response.statusCode() == 401 || response.statusCode() == 404 ? response : require(200, response);
    }

    /** Tries the new password, since an earlier call may have set it already, so that a repeated call succeeds. */
    private Optional<HttpResponse<String>> tryNewPassword() throws GatewayException, InterruptedException {
        Optional<char[]> known = login.newPassword().known();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Login refused = login;
        login = login.with(known.get());
        HttpResponse<String> response = tryLogin();
        if (response.statusCode() == 200) {
            return Optional.of(response);
        }
        login = refused;
        return Optional.empty();
    }

    private void requirePasswords() throws GatewayException, InterruptedException {
        HttpResponse<String> response = transport.send(transport.request(INFO).GET());
        hasSessionService = response.statusCode() != 404;
        if (response.statusCode() == 200 && JsonAnswer.of(response).isFalse("passwordAuthenticationEnabled")) {
            throw new GatewayException(
                    Kind.MISTAKE,
                    transport.gateway() + " has login by password disabled; enable Password Authentication"
                            + " Enabled of RestService in its console");
        }
    }

    /** Changes the password and returns the cookie of the new session. */
    private String changePassword(String session) throws GatewayException, InterruptedException {
        Optional<char[]> other = login.newPassword().get();
        if (other.isEmpty()) {
            throw new GatewayException(
                    Kind.MISTAKE,
                    "user '" + user() + "' of " + transport.gateway() + " must change its password first: "
                            + login.newPassword().hint());
        }
        if (login.isPassword(other.get())) {
            throw new GatewayException(
                    Kind.MISTAKE, "the new password of '" + user() + "' equals the current one; choose another");
        }
        HttpRequest.Builder request = transport.jsonRequest("POST", CHANGE, login.change(other.get()));
        HttpResponse<String> response = transport.send(new Cookie(session, token(session)).addTo(request));
        if (response.statusCode() == 400) {
            throw new GatewayException(
                    Kind.MISTAKE,
                    transport.gateway() + " rejected the new password of '" + user() + "': "
                            + JsonAnswer.of(response).reason().orElse("no reason given"));
        }
        require(204, response);
        login = login.with(other.get());
        passwordChanged.accept(user());
        return cookie(response);
    }

    private String token(String session) throws GatewayException, InterruptedException {
        HttpResponse<String> response = require(
                200,
                transport.send(
                        transport.request(TOKEN).header("Cookie", session).GET()));
        return JsonAnswer.of(response)
                .text("xsrfToken")
                .orElseThrow(() -> Refusals.notKura(transport.gateway(), TOKEN, null));
    }

    private HttpResponse<String> require(int status, HttpResponse<String> response) throws GatewayException {
        if (response.statusCode() != status) {
            throw Refusals.of(transport.gateway(), user(), response);
        }
        return response;
    }

    private String cookie(HttpResponse<String> response) throws GatewayException {
        return response.headers()
                .firstValue("Set-Cookie")
                .map(value -> value.split(";", 2)[0])
                .orElseThrow(() -> Refusals.notKura(transport.gateway(), LOGIN, null));
    }

    /** Adds the authentication headers to a request. */
    HttpRequest.Builder authenticate(HttpRequest.Builder request) {
        return cookie.map(known -> known.addTo(request))
                .orElseGet(() -> request.setHeader("Authorization", login.authorization()));
    }

    /** Explains a 401 after Basic authentication. */
    GatewayException refusedBasic(HttpResponse<String> response) {
        return Refusals.basic(transport.gateway(), user(), response, hasSessionService);
    }

    /** Logs out, if there is a session; failures are ignored, since sessions expire. */
    @Override
    public void close() {
        if (cookie.isEmpty()) {
            return;
        }
        try {
            HttpRequest.Builder request = transport.request(LOGOUT).POST(BodyPublishers.noBody());
            transport.send(cookie.get().addTo(request).timeout(LOGOUT_LIMIT));
        } catch (GatewayException e) {
            // Ignored, see above.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            cookie = Optional.empty();
        }
    }
}
