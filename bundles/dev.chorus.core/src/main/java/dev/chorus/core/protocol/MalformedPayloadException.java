package dev.chorus.core.protocol;

import dev.chorus.core.peer.PeerText;

/**
 * Thrown if a peer's message cannot be decoded; the message text names the required and the given value. Without a
 * stack trace, so that a flood of invalid messages costs little.
 */
public final class MalformedPayloadException extends Exception {

    private static final int MAX_MESSAGE = 300;

    /** @param message may contain data of the peer: it is cut, and its control characters are escaped */
    public MalformedPayloadException(String message) {
        super(PeerText.escaped(message, MAX_MESSAGE), null, false, false);
    }
}
