package dev.chorus.tools.deploy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A user of the gateway with its password, which nothing here prints. */
public final class Login {

    private final String user;
    private final String authorization;

    /**
     * Keeps both as they are sent.
     *
     * @param user neither empty nor with a colon, which ends it (RFC 7617, section 2)
     * @throws IllegalArgumentException naming the user and what is allowed
     */
    public Login(String user, char[] password) {
        if (user.isEmpty() || user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("user is '" + user + "', allowed is a name without colon");
        }
        this.user = user;
        byte[] both = (user + ":" + new String(password)).getBytes(StandardCharsets.UTF_8);
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(both);
    }

    String user() {
        return user;
    }

    /** The value of the header {@code Authorization}. */
    String authorization() {
        return authorization;
    }
}
