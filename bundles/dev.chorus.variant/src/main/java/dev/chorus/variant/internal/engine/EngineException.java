package dev.chorus.variant.internal.engine;

/** Reports why the engine rejects or fails a call; the message is for operators. */
public final class EngineException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean callerError;

    private EngineException(boolean callerError, String message, Throwable cause) {
        super(message, cause);
        this.callerError = callerError;
    }

    /** Rejects an invalid call, which must be corrected. */
    static EngineException invalid(String message) {
        return new EngineException(true, message, null);
    }

    /** Reports the failure of a valid call. */
    static EngineException failed(String message, Throwable cause) {
        return new EngineException(false, message, cause);
    }

    /** Wraps a failure of another thread, with the stack of this thread. */
    static EngineException rethrown(Throwable refusal) {
        return refusal instanceof EngineException known
                ? new EngineException(known.callerError, known.getMessage(), known)
                : failed(String.valueOf(refusal), refusal);
    }

    /** Returns whether the call was invalid, as opposed to a failure of the engine. */
    public boolean isCallerError() {
        return callerError;
    }
}
