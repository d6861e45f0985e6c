package dev.chorus.tools.deploy;

import dev.chorus.tools.deploy.GatewayException.Kind;
import java.net.http.HttpResponse;

/** Explains in one line why a gateway rejected a request. */
final class Refusals {

    private Refusals() {}

    /** Converts a response without a success status. */
    static GatewayException of(GatewayAddress gateway, String user, HttpResponse<String> response) {
        String path = response.request().uri().getPath();
        String call = response.request().method() + " " + path;
        int status = response.statusCode();
        return switch (status) {
            case 401 -> new GatewayException(
                    Kind.FAILED, gateway + " rejected the session of '" + user + "' for " + call);
            case 403 -> new GatewayException(
                    Kind.MISTAKE,
                    Permissions.of(path)
                            .map(permission -> "user '" + user + "' of " + gateway + " lacks the permission "
                                    + permission + " for " + call + Permissions.HOW_TO_GIVE)
                            .orElse(gateway + " rejected " + call));
            case 404 -> new GatewayException(Kind.ABSENT, gateway + " returned 404 for " + call);
            case 502, 503, 504 -> new GatewayException(
                    Kind.NOT_READY, gateway + " returned " + status + " for " + call);
            case 301, 302, 303, 307, 308 -> new GatewayException(
                    Kind.MISTAKE,
                    gateway + " redirects to "
                            + response.headers().firstValue("Location").orElse("an unknown address")
                            + "; use that address");
            default -> new GatewayException(
                    Kind.FAILED,
                    gateway + " returned " + status + " for " + call
                            + JsonAnswer.of(response)
                                    .reason()
                                    .map(why -> ": " + why)
                                    .orElse(""));
        };
    }

    /** Explains a rejected login by session. */
    static GatewayException login(GatewayAddress gateway, String user) {
        return new GatewayException(
                Kind.MISTAKE, gateway + " rejected the login of '" + user + "': wrong user or password");
    }

    /**
     * Explains a 401 for a call with Basic authentication.
     *
     * @param hasSessionService whether the gateway's session service reported that sessions are disabled
     */
    static GatewayException basic(
            GatewayAddress gateway, String user, HttpResponse<String> response, boolean hasSessionService) {
        // Kura sends the header only if Basic is enabled.
        if (response.headers().firstValue("WWW-Authenticate").isPresent()) {
            return new GatewayException(
                    Kind.MISTAKE,
                    gateway + " rejected the login of '" + user
                            + "' by Basic authentication: wrong user or password, or"
                            + " the password must be changed first, in its console");
        }
        return hasSessionService
                ? new GatewayException(
                        Kind.MISTAKE,
                        gateway + " accepts no login by password: sessions and Basic authentication are disabled;"
                                + " enable one of them for RestService in its console")
                : new GatewayException(
                        Kind.ABSENT, gateway + " has no session service and does not accept Basic authentication");
    }

    /** Creates the exception for a response that is not from Kura. */
    static GatewayException notKura(GatewayAddress gateway, String path, Throwable cause) {
        return new GatewayException(
                Kind.MISTAKE,
                gateway + " sent an unexpected response for " + gateway.at(path).getPath() + "; is it a Kura gateway?",
                cause);
    }
}
