package dev.chorus.variant.internal.engine;

/** What the engine does not do, and why; the message is for the operator. */
public final class EngineException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean askedWrongly;

    private EngineException(boolean askedWrongly, String message, Throwable cause) {
        super(message, cause);
        this.askedWrongly = askedWrongly;
    }

    /** Whoever asks must ask otherwise. */
    static EngineException wrong(String message) {
        return new EngineException(true, message, null);
    }

    /** It was asked rightly, and does not work. */
    static EngineException failed(String message, Throwable cause) {
        return new EngineException(false, message, cause);
    }

    /** A refusal of another thread, with the stack of this one. */
    static EngineException rethrown(Throwable refusal) {
        return refusal instanceof EngineException known
                ? new EngineException(known.askedWrongly, known.getMessage(), known)
                : failed(String.valueOf(refusal), refusal);
    }

    /** Whether the question was wrong, and not the engine. */
    public boolean askedWrongly() {
        return askedWrongly;
    }
}
