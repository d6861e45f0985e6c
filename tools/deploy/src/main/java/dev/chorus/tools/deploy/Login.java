package dev.chorus.tools.deploy;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Gateway user with its password, and a new password in case the gateway demands a change. Neither is ever printed. */
public final class Login {

    private final String user;
    private final char[] password;
    private final NewPassword newPassword;

    /**
     * Creates a login whose password is not changed.
     *
     * @param user not empty and without a colon, which ends it in Basic authentication (RFC 7617, section 2)
     * @throws IllegalArgumentException if the user name is invalid
     */
    public Login(String user, char[] password) {
        this(user, password, NewPassword.NONE);
    }

    /**
     * Creates a login whose password is changed if the gateway demands it.
     *
     * @throws IllegalArgumentException if the user name is invalid
     */
    public Login(String user, char[] password, NewPassword newPassword) {
        if (user.isEmpty() || user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("user must be a name without colon, was '" + user + "'");
        }
        this.user = user;
        this.password = password.clone();
        this.newPassword = newPassword;
    }

    String user() {
        return user;
    }

    /** Returns the replacement for the password. */
    NewPassword newPassword() {
        return newPassword;
    }

    boolean isPassword(char[] other) {
        return Arrays.equals(password, other);
    }

    /** Returns the same user with another password. */
    Login with(char[] otherPassword) {
        return new Login(user, otherPassword);
    }

    /** Returns the body of a login by session. */
    JsonObject credentials() {
        JsonObject body = new JsonObject();
        body.addProperty("username", user);
        body.addProperty("password", new String(password));
        return body;
    }

    /** Returns the body of a change of the password. */
    JsonObject change(char[] other) {
        JsonObject body = new JsonObject();
        body.addProperty("currentPassword", new String(password));
        body.addProperty("newPassword", new String(other));
        return body;
    }

    /** Returns the value of the header {@code Authorization} for Basic authentication. */
    String authorization() {
        byte[] both = (user + ":" + new String(password)).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }
}
