package dev.chorus.tools.deploy;

import dev.chorus.tools.deploy.GatewayException.Kind;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Authenticates the calls to one gateway: by session where sessions are on, as Kura ships, else by Basic. Changes the password on the
 * way where the gateway demands it and a new one is known. For one thread.
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
     * What a session sends with every call.
     *
     * @param session the cookie's name and value
     * @param token against forged calls
     */
    private record Cookie(String session, String token) {

        HttpRequest.Builder addTo(HttpRequest.Builder request) {
            return request.setHeader("Cookie", session).setHeader(XSRF_HEADER, token);
        }
    }

    /** @param passwordChanged gets the user's name when its password was changed */
    GatewaySession(GatewayTransport transport, Login login, Consumer<String> passwordChanged) {
        this.transport = transport;
        this.login = login;
        this.passwordChanged = passwordChanged;
    }

    String user() {
        return login.user();
    }

    /** Whether calls are authenticated by a session and not by Basic. */
    boolean isOpen() {
        return cookie.isPresent();
    }

    /**
     * Logs in, unless that is done, or it is known that Basic has to do.
     *
     * @throws GatewayException if the gateway refuses the login or the new password, or demands one and none is known
     */
    void open() throws GatewayException, InterruptedException {
        if (cookie.isEmpty() && !isBasic) {
            logIn();
        }
    }

    /**
     * Logs in again: gateways forget sessions when they restart or go back to a snapshot, and one that starts may not have the
     * service for them yet.
     *
     * @throws GatewayException as {@link #open}
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
            // Sessions are off, or the gateway is older than they are; whether Basic is on shows with the next call.
            return;
        }
        if (response.statusCode() == 401) {
            response = tryNewPassword().orElseThrow(() -> Refusals.login(transport.gateway(), user()));
        }
        String session = cookie(response);
        if (JsonAnswer.of(response).isTrue("passwordChangeNeeded")) {
            // The session that follows has no permissions, as if it were another user's; a login with its cookie ends
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

    /** An earlier call may have changed the password already, so that the same call succeeds again. */
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
                    transport.gateway() + " has logins by password switched off; switch on Password Authentication"
                            + " Enabled of RestService in its console");
        }
    }

    /** Returns the cookie of the session that follows. */
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
                    Kind.MISTAKE, "the new password of '" + user() + "' is the present one; choose another");
        }
        HttpRequest.Builder request = transport.jsonRequest("POST", CHANGE, login.change(other.get()));
        HttpResponse<String> response = transport.send(new Cookie(session, token(session)).addTo(request));
        if (response.statusCode() == 400) {
            throw new GatewayException(
                    Kind.MISTAKE,
                    transport.gateway() + " refuses the new password of '" + user() + "': "
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

    /** Adds to a request what authenticates it. */
    HttpRequest.Builder authenticate(HttpRequest.Builder request) {
        return cookie.map(known -> known.addTo(request))
                .orElseGet(() -> request.setHeader("Authorization", login.authorization()));
    }

    /** The reason of a 401 after Basic authentication. */
    GatewayException refusedBasic(HttpResponse<String> response) {
        return Refusals.basic(transport.gateway(), user(), response, hasSessionService);
    }

    /** Logs out, if there is a session; failures are ignored, since the session ends by itself after a while. */
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
