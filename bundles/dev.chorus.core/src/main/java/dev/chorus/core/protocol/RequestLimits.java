package dev.chorus.core.protocol;

/** What no request may exceed, however a component is configured. */
public final class RequestLimits {

    /** The most bytes that a picture may have: links take packets of 16 MiB, topic and properties included. */
    public static final int MAX_PICTURE_BYTES = 16_000_000;

    private RequestLimits() {}
}
