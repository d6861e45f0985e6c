package dev.chorus.tools.deploy;

import java.io.IOException;

/** The gateway did not do what it was asked. The message is one line for people and never holds a password. */
public final class GatewayException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Who has to do something about it. */
    public enum Kind {
        /** Whoever called: address, login, certificate, arguments. */
        MISTAKE,
        /** It answers, but has no such service: it may be starting, or be no Kura. */
        ABSENT,
        /** It answers that it cannot answer now. */
        NOT_READY,
        /** It cannot be connected to, or does not answer: it may be starting. */
        UNREACHABLE,
        /** Whoever looks after the gateway. */
        FAILED
    }

    /** @param message for people, one line */
    public GatewayException(Kind kind, String message) {
        this(kind, message, null);
    }

    GatewayException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Who has to do something about it. */
    public Kind kind() {
        return kind;
    }

    /** Whether the same call may succeed a little later. */
    boolean isPassing() {
        return kind == Kind.ABSENT || kind == Kind.NOT_READY || kind == Kind.UNREACHABLE;
    }
}
