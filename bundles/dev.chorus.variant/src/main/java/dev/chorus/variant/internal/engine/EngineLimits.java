package dev.chorus.variant.internal.engine;

/**
 * How much memory others may make the engine use.
 *
 * @param models loaded at once
 * @param modelBytes of one file
 * @param tensorElements of one input or output; of texts, characters too
 */
public record EngineLimits(int models, int modelBytes, int tensorElements) {}
