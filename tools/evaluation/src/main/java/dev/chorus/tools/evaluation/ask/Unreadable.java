package dev.chorus.tools.evaluation.ask;

/**
 * A picture that could not be asked about.
 *
 * @param name of the picture
 * @param reason why, for people
 */
public record Unreadable(String name, String reason) {}
