package dev.chorus.wires.internal;

/**
 * Why there is no answer to a record.
 *
 * @param outcome one word, for programs and as a counter's name
 * @param error a sentence, for people
 */
record RecordFailure(String outcome, String error) {

    static RecordFailure misconfigured(ClassifierOptions options) {
        return new RecordFailure("misconfigured", String.join("; ", options.problems()));
    }

    static RecordFailure notReady() {
        return new RecordFailure("not-ready", "the component is starting or stopped");
    }

    static RecordFailure noPicture(String property, Object found) {
        String what = found == null ? "absent" : "a " + found.getClass().getSimpleName();
        return new RecordFailure("no-picture", "property " + property + " is " + what + ", allowed is a byte array");
    }

    static RecordFailure badSize(int bytes, int allowed) {
        return new RecordFailure("bad-size", "picture has " + bytes + " bytes, allowed are 1.." + allowed);
    }

    static RecordFailure overload(int allowed) {
        return new RecordFailure(
                "overload", "questions that are open are " + allowed + " already, more are not allowed");
    }

    static RecordFailure timeout(long deadlineMillis, String connection) {
        return new RecordFailure("timeout", "no answer within " + deadlineMillis + " ms; " + connection);
    }

    static RecordFailure notSent(String problem) {
        return new RecordFailure("not-sent", problem);
    }

    static RecordFailure internal(Throwable failure) {
        return new RecordFailure("failed", "internal error: " + failure + "; see the log");
    }

    static RecordFailure stopped() {
        return new RecordFailure("stopped", "the connection was given up before the answer came");
    }
}
