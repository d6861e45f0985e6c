package dev.chorus.web.internal.rest;

import com.google.gson.JsonObject;

/** Reports why a call fails: an HTTP status, a reason for programs and a message for operators. */
public final class CallFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String reason;
    private final boolean passing;

    CallFailure(int status, String reason, String message) {
        this(status, reason, message, false);
    }

    private CallFailure(int status, String reason, String message, boolean passing) {
        super(message);
        this.status = status;
        this.reason = reason;
        this.passing = passing;
    }

    /** Rejects a call that exceeds a limit; there may be room again a moment later. */
    static CallFailure busy(String why) {
        return new CallFailure(503, "busy", why + ", try again", true);
    }

    /** Returns whether the call may succeed a second later. */
    public boolean isPassing() {
        return passing;
    }

    /** Rejects a parameter that is not a whole number. */
    public static CallFailure badNumber(String name, String value) {
        String shown = value.length() <= 80 ? value : value.substring(0, 80) + "...";
        return new CallFailure(400, "bad-" + name, name + " must be a whole number, was '" + shown + "'");
    }

    /** Rejects a body that ended early or could not be read. */
    public static CallFailure brokenBody() {
        return new CallFailure(400, "broken-body", "the body could not be read");
    }

    /** Rejects a call while the gateway is stopping. */
    public static CallFailure stopping() {
        return new CallFailure(503, "stopping", "the gateway is stopping");
    }

    /** Reports an internal error, which is in the log. */
    public static CallFailure internal() {
        return new CallFailure(500, "internal-error", "the call failed, see the log of the gateway");
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the body of the response: a reason for programs and a message for operators. */
    public String json() {
        JsonObject json = new JsonObject();
        json.addProperty("reason", reason);
        json.addProperty("message", getMessage());
        return json.toString();
    }
}
