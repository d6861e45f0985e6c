package dev.chorus.mqtt.request;

import java.util.concurrent.TimeoutException;

/**
 * There is no answer, and while the requester waited for one there was no aggregator of the family in service: it was updated, restarted, or
 * has vanished.
 */
public final class NoAggregatorException extends TimeoutException {

    private static final long serialVersionUID = 1L;

    NoAggregatorException(String message) {
        super(message);
    }
}
