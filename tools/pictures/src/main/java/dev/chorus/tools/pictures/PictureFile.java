package dev.chorus.tools.pictures;

/**
 * A picture that has not been read yet.
 *
 * @param name its path within folder or zip file, with forward slashes
 * @param label index of its class in {@link PictureData#labels()}
 * @param part what it is there for
 */
public record PictureFile(String name, int label, Part part) {}
