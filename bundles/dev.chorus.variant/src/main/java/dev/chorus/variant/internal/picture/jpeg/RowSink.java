package dev.chorus.variant.internal.picture.jpeg;

/** Takes the rows of a picture. */
@FunctionalInterface
public interface RowSink {

    /**
     * Takes the next row, from the top.
     *
     * @param row red, green and blue of each pixel; not kept
     */
    void put(byte[] row);
}
