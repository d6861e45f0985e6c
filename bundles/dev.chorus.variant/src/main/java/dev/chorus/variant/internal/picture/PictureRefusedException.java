package dev.chorus.variant.internal.picture;

import dev.chorus.core.protocol.Refusal;

/** A picture that is not classified. Without a stack trace: a flood of bad pictures must not be made dearer. */
public final class PictureRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    /**
     * @param refusal the reason for the requester, one of the picture
     * @param message what is wrong, for the log
     */
    public PictureRefusedException(Refusal refusal, String message) {
        super(message, null, false, false);
        this.refusal = refusal;
    }

    /** The reason for the requester. */
    public Refusal refusal() {
        return refusal;
    }
}
