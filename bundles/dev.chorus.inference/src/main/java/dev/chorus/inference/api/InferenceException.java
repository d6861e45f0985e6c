package dev.chorus.inference.api;

/** A model that gave no usable result for a picture. */
public final class InferenceException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what it gave instead */
    public InferenceException(String message) {
        super(message);
    }

    /**
     * @param message what went wrong
     * @param cause what the runtime said
     */
    public InferenceException(String message, Throwable cause) {
        super(message, cause);
    }
}
