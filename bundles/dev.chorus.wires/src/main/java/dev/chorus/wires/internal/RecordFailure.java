package dev.chorus.wires.internal;

/**
 * Reports why a record has no answer.
 *
 * @param outcome one word, for programs and as a counter's name
 * @param error a sentence for operators
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
        return new RecordFailure("no-picture", "property " + property + " must be a byte array, was " + what);
    }

    static RecordFailure badSize(int bytes, int allowed) {
        return new RecordFailure("bad-size", "picture must have 1 to " + allowed + " bytes, had " + bytes);
    }

    static RecordFailure overload(int allowed) {
        return new RecordFailure("overload", "too many open requests, the maximum is " + allowed);
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
        return new RecordFailure("stopped", "the connection was closed before the answer arrived");
    }
}
