package dev.chorus.tools.pictures;

/**
 * A file that is left out.
 *
 * @param name its path within folder or zip file
 * @param why for people
 */
public record Skipped(String name, String why) {}
