package dev.chorus.web.internal.rest;

import com.google.gson.JsonObject;

/** Why a call is not answered as it was wanted: a status of HTTP and a sentence. */
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

    /** There is no room for the call now; a moment later there may be. */
    static CallFailure busy(String why) {
        return new CallFailure(503, "busy", why + ", try again", true);
    }

    /** Whether to try again in a second. */
    public boolean isPassing() {
        return passing;
    }

    /** A parameter that is no whole number. */
    public static CallFailure badNumber(String name, String value) {
        String shown = value.length() <= 80 ? value : value.substring(0, 80) + "...";
        return new CallFailure(400, "bad-" + name, name + " is '" + shown + "', allowed is a whole number");
    }

    /** A body that ended early or could not be read. */
    public static CallFailure brokenBody() {
        return new CallFailure(400, "broken-body", "the body could not be read");
    }

    /** The gateway is about to stop. */
    public static CallFailure stopping() {
        return new CallFailure(503, "stopping", "the gateway is stopping");
    }

    /** An error of ours, which the log has. */
    public static CallFailure internal() {
        return new CallFailure(500, "internal-error", "the call failed, see the log of the gateway");
    }

    /** The status of HTTP. */
    public int status() {
        return status;
    }

    /** For programs and people. */
    public String json() {
        JsonObject json = new JsonObject();
        json.addProperty("reason", reason);
        json.addProperty("message", getMessage());
        return json.toString();
    }
}
