package dev.chorus.core.protocol;

import dev.chorus.core.peer.PeerText;

/**
 * What a peer sent cannot be decoded; the message says what is wrong and what is allowed. Without a stack trace: a flood
 * of rubbish must not be made dearer by our own doing.
 */
public final class MalformedPayloadException extends Exception {

    private static final int MAX_MESSAGE = 300;

    /** @param message may hold what the peer sent: it is cut, and control characters in it are escaped */
    public MalformedPayloadException(String message) {
        super(PeerText.escaped(message, MAX_MESSAGE), null, false, false);
    }
}
