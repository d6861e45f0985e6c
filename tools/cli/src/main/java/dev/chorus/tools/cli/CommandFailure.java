package dev.chorus.tools.cli;

/** It was tried and did not succeed, for a reason that the user can act on: one line, exit code 1. */
final class CommandFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message for people, one line */
    CommandFailure(String message) {
        super(message);
    }
}
