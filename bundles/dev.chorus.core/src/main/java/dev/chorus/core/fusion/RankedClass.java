package dev.chorus.core.fusion;

/**
 * A class and its fused score.
 *
 * @param classIndex position in the label set
 * @param score 0 to 1
 */
public record RankedClass(int classIndex, double score) {}
