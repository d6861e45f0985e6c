package dev.chorus.tools.command;

/** Failure of a command for a reason that the user can act on: one line, exit code 1. */
public final class CommandFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message text for users, one line */
    public CommandFailure(String message) {
        super(message);
    }
}
