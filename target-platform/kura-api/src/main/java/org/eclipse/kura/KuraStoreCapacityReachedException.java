package org.eclipse.kura;

/** The message store of a cloud connection is full. */
public class KuraStoreCapacityReachedException extends KuraStoreException {

    private static final long serialVersionUID = 1L;

    /** @param argument what went wrong, for people; only its text is kept */
    public KuraStoreCapacityReachedException(Object argument) {
        super(argument);
    }
}
