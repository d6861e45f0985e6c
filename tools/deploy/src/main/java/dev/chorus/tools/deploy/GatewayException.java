package dev.chorus.tools.deploy;

import java.io.IOException;

/** Signals that a gateway did not carry out a request. The message is one line and never includes credentials. */
public final class GatewayException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Cause of the failure. */
    public enum Kind {
        /** The call: address, login, permissions, certificate, arguments. */
        MISTAKE,
        /** The service is missing: the gateway may be starting, or not be Kura. */
        ABSENT,
        /** The gateway is temporarily unavailable. */
        NOT_READY,
        /** The gateway accepts no connection or does not respond: it may be starting. */
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

    /** Returns the cause. */
    public Kind kind() {
        return kind;
    }

    /** Returns whether the same call may succeed later. */
    boolean isTemporary() {
        return kind == Kind.ABSENT || kind == Kind.NOT_READY || kind == Kind.UNREACHABLE;
    }
}
