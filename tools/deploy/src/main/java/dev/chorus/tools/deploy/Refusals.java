package dev.chorus.tools.deploy;

import dev.chorus.tools.deploy.GatewayException.Kind;
import java.net.http.HttpResponse;

/** Explains in one line why a gateway did not do what it was asked. */
final class Refusals {

    private Refusals() {}

    /** What an answer means whose status is none of success. */
    static GatewayException of(GatewayAddress gateway, String user, HttpResponse<String> response) {
        String path = response.request().uri().getPath();
        String call = response.request().method() + " " + path;
        int status = response.statusCode();
        return switch (status) {
            case 401 -> new GatewayException(
                    Kind.FAILED, gateway + " refuses the session of '" + user + "' for " + call);
            case 403 -> new GatewayException(
                    Kind.MISTAKE,
                    Permissions.of(path)
                            .map(permission -> "user '" + user + "' of " + gateway + " lacks the permission "
                                    + permission + " for " + call + Permissions.HOW_TO_GIVE)
                            .orElse(gateway + " forbids " + call));
            case 404 -> new GatewayException(Kind.ABSENT, gateway + " answers 404 to " + call);
            case 502, 503, 504 -> new GatewayException(Kind.NOT_READY, gateway + " answers " + status + " to " + call);
            case 301, 302, 303, 307, 308 -> new GatewayException(
                    Kind.MISTAKE,
                    gateway + " sends elsewhere, to "
                            + response.headers().firstValue("Location").orElse("nowhere") + "; use that address");
            default -> new GatewayException(
                    Kind.FAILED,
                    gateway + " answers " + status + " to " + call
                            + JsonAnswer.of(response)
                                    .reason()
                                    .map(why -> ": " + why)
                                    .orElse(""));
        };
    }

    /** A login by session was refused. */
    static GatewayException login(GatewayAddress gateway, String user) {
        return new GatewayException(
                Kind.MISTAKE, gateway + " refuses the login of '" + user + "': wrong user or password");
    }

    /**
     * A call with Basic authentication was answered with 401.
     *
     * @param hasSessionService whether the gateway's session service answered that sessions are off
     */
    static GatewayException basic(
            GatewayAddress gateway, String user, HttpResponse<String> response, boolean hasSessionService) {
        // Kura sends the header where Basic is on, and only there.
        if (response.headers().firstValue("WWW-Authenticate").isPresent()) {
            return new GatewayException(
                    Kind.MISTAKE,
                    gateway + " refuses the login of '" + user + "' by Basic authentication: wrong user or password, or"
                            + " the password must be changed first, in its console");
        }
        return hasSessionService
                ? new GatewayException(
                        Kind.MISTAKE,
                        gateway + " takes no login by password: sessions and Basic authentication are switched off;"
                                + " switch on one of them of RestService in its console")
                : new GatewayException(
                        Kind.ABSENT, gateway + " has no service for sessions and takes no Basic authentication");
    }

    /** The answer to a call is none of Kura. */
    static GatewayException notKura(GatewayAddress gateway, String path, Throwable cause) {
        return new GatewayException(
                Kind.MISTAKE,
                gateway + " answers to " + gateway.at(path).getPath() + ", but not as Kura does; is it a Kura gateway?",
                cause);
    }
}
