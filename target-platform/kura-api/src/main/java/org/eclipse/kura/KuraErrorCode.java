package org.eclipse.kura;

/** What kind of failure a {@link KuraException} reports. Kura has many more kinds than are named here. */
public enum KuraErrorCode {
    /** Something inside the service failed. */
    INTERNAL_ERROR,
    /** The text could not be encrypted. */
    ENCODE_ERROR,
    /** The text could not be decrypted. */
    DECODER_ERROR,
    /** An argument was refused. */
    INVALID_PARAMETER,
    /** The service cannot do it at the moment. */
    SERVICE_UNAVAILABLE,
    /** A message store cannot do it. */
    STORE_ERROR
}
