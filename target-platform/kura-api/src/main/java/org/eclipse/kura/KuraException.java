package org.eclipse.kura;

import java.util.Arrays;

/** The checked exception that Kura's services throw. */
public class KuraException extends Exception {

    private static final long serialVersionUID = 1L;

    private final KuraErrorCode code;

    /**
     * A failure without a cause.
     *
     * @param code what kind of failure
     * @param arguments what went wrong, for people; only their texts are kept
     */
    public KuraException(KuraErrorCode code, Object... arguments) {
        this(code, null, arguments);
    }

    /**
     * A failure with the exception that led to it.
     *
     * @param code what kind of failure
     * @param cause may be null
     * @param arguments what went wrong, for people; only their texts are kept
     */
    public KuraException(KuraErrorCode code, Throwable cause, Object... arguments) {
        super(code + ": " + Arrays.toString(arguments), cause);
        this.code = code;
    }

    /** What kind of failure this is. */
    public KuraErrorCode getCode() {
        return code;
    }
}
