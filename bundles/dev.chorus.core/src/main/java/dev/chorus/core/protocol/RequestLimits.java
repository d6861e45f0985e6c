package dev.chorus.core.protocol;

/** Limits of every request, whatever the configuration of a component. */
public final class RequestLimits {

    /** Maximum size of a picture, in bytes: links accept packets of 16 MiB, topic and properties included. */
    public static final int MAX_PICTURE_BYTES = 16_000_000;

    private RequestLimits() {}
}
