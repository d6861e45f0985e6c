package dev.chorus.core.protocol;

/**
 * What a peer sent cannot be decoded; the message says what is wrong and what is allowed. Without a stack trace: a flood
 * of rubbish must not be made dearer by our own doing.
 */
public final class MalformedPayloadException extends Exception {

    public MalformedPayloadException(String message) {
        super(message, null, false, false);
    }
}
