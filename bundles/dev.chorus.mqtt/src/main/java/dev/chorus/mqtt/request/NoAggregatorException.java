package dev.chorus.mqtt.request;

import java.util.concurrent.TimeoutException;

/**
 * Thrown if a request has no answer and no aggregator of the family was in service for some of the time: it was
 * updated, restarted or lost.
 */
public final class NoAggregatorException extends TimeoutException {

    private static final long serialVersionUID = 1L;

    NoAggregatorException(String message) {
        super(message);
    }
}
