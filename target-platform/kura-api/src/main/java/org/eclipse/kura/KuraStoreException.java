package org.eclipse.kura;

/** The message store of a cloud connection cannot do what was asked. */
public class KuraStoreException extends KuraException {

    private static final long serialVersionUID = 1L;

    /** @param argument what went wrong, for people; only its text is kept */
    public KuraStoreException(Object argument) {
        super(KuraErrorCode.STORE_ERROR, argument);
    }
}
