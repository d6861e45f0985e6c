package dev.chorus.inference.api;

/** A model that is not taken; the message says why, for the operator. */
public final class ModelRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and, where it helps, what is allowed */
    public ModelRefusedException(String message) {
        super(message);
    }

    /**
     * @param message what is wrong
     * @param cause what the runtime or the file system said
     */
    public ModelRefusedException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * The refusal of a model that failed unexpectedly, for lack of memory for instance.
     *
     * @param step which failed
     * @param failure what it threw
     */
    public static ModelRefusedException unexpected(String step, Throwable failure) {
        String reason = failure instanceof OutOfMemoryError
                ? "there is not enough memory, " + failure.getMessage()
                : failure.toString();
        return new ModelRefusedException(step + ": " + reason, failure);
    }
}
