package dev.chorus.variant.internal.engine;

/**
 * Limits on the memory that callers can make the engine use.
 *
 * @param models maximum number of loaded models
 * @param modelBytes maximum size of a file
 * @param tensorElements maximum number of elements of an input or output; of texts, of characters too
 */
public record EngineLimits(int models, int modelBytes, int tensorElements) {}
