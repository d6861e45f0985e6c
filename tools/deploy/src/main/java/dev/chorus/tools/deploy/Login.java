package dev.chorus.tools.deploy;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** A user of the gateway with its password, and the one to change it to where the gateway demands that. Neither is ever printed. */
public final class Login {

    private final String user;
    private final char[] password;
    private final NewPassword newPassword;

    /**
     * A login whose password is not changed.
     *
     * @param user neither empty nor with a colon, which ends it in Basic authentication (RFC 7617, section 2)
     * @throws IllegalArgumentException naming the user and what is allowed
     */
    public Login(String user, char[] password) {
        this(user, password, NewPassword.NONE);
    }

    /**
     * A login whose password is changed if the gateway demands it.
     *
     * @throws IllegalArgumentException naming the user and what is allowed
     */
    public Login(String user, char[] password, NewPassword newPassword) {
        if (user.isEmpty() || user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("user is '" + user + "', allowed is a name without colon");
        }
        this.user = user;
        this.password = password.clone();
        this.newPassword = newPassword;
    }

    String user() {
        return user;
    }

    /** What to change the password to. */
    NewPassword newPassword() {
        return newPassword;
    }

    boolean isPassword(char[] other) {
        return Arrays.equals(password, other);
    }

    /** The same user with another password. */
    Login with(char[] otherPassword) {
        return new Login(user, otherPassword);
    }

    /** The body of a login by session. */
    JsonObject credentials() {
        JsonObject body = new JsonObject();
        body.addProperty("username", user);
        body.addProperty("password", new String(password));
        return body;
    }

    /** The body of a change of the password. */
    JsonObject change(char[] other) {
        JsonObject body = new JsonObject();
        body.addProperty("currentPassword", new String(password));
        body.addProperty("newPassword", new String(other));
        return body;
    }

    /** The value of the header {@code Authorization} for Basic authentication. */
    String authorization() {
        byte[] both = (user + ":" + new String(password)).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }
}
