package dev.chorus.tools.deploy;

import java.io.IOException;

/** Signals that a gateway did not do what it was asked. The message is one line and never includes credentials. */
public final class GatewayException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Where the cause is. */
    public enum Kind {
        /** The call: address, login, permissions, certificate, arguments. */
        MISTAKE,
        /** The gateway has no such service: it may be starting, or not be Kura. */
        ABSENT,
        /** The gateway cannot answer at the moment. */
        NOT_READY,
        /** The gateway accepts no connection, or does not answer: it may be starting. */
        UNREACHABLE,
        /** The gateway failed. */
        FAILED
    }

    /** @param message one line */
    public GatewayException(Kind kind, String message) {
        this(kind, message, null);
    }

    GatewayException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Where the cause is. */
    public Kind kind() {
        return kind;
    }

    /** Whether the same call may succeed later. */
    boolean isTemporary() {
        return kind == Kind.ABSENT || kind == Kind.NOT_READY || kind == Kind.UNREACHABLE;
    }
}
