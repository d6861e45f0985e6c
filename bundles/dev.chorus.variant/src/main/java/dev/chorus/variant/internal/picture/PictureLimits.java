package dev.chorus.variant.internal.picture;

/**
 * How large a picture may be.
 *
 * @param maxBytes of the file, at least 1
 * @param maxPixels width x height, at least 1
 */
public record PictureLimits(int maxBytes, int maxPixels) {}
