package dev.chorus.itests.support;

import java.util.Optional;

/**
 * What a client heard.
 *
 * @param topic it came on
 * @param payload not to be changed
 * @param correlationData not to be changed; empty where there was none or the broker dropped it
 */
public record Message(String topic, byte[] payload, Optional<byte[]> correlationData) {

    /** The payload as JSON. */
    public Json json() {
        return Json.parse(payload);
    }
}
