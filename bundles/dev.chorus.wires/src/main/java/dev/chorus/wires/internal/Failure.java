package dev.chorus.wires.internal;

/**
 * Why there is no answer to a record.
 *
 * @param outcome one word, for programs and as a counter's name
 * @param error a sentence, for people
 */
record Failure(String outcome, String error) {

    static Failure misconfigured(ClassifierOptions options) {
        return new Failure("misconfigured", String.join("; ", options.problems()));
    }

    static Failure notReady() {
        return new Failure("not-ready", "the component is starting or stopped");
    }

    static Failure noPicture(String property, Object found) {
        String what = found == null ? "absent" : "a " + found.getClass().getSimpleName();
        return new Failure("no-picture", "property " + property + " is " + what + ", allowed is a byte array");
    }

    static Failure badSize(int bytes, int allowed) {
        return new Failure("bad-size", "picture has " + bytes + " bytes, allowed are 1.." + allowed);
    }

    static Failure overload(int allowed) {
        return new Failure("overload", "questions that are open are " + allowed + " already, more are not allowed");
    }

    static Failure timeout(long deadlineMillis, String connection) {
        return new Failure("timeout", "no answer within " + deadlineMillis + " ms; " + connection);
    }

    static Failure notSent(String problem) {
        return new Failure("not-sent", problem);
    }

    static Failure internal(Throwable failure) {
        return new Failure("failed", "internal error: " + failure + "; see the log");
    }

    static Failure stopped() {
        return new Failure("stopped", "the connection was given up before the answer came");
    }
}
