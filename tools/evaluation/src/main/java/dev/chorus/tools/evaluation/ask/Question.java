package dev.chorus.tools.evaluation.ask;

import java.io.IOException;

/**
 * A picture of which it is known what it shows.
 *
 * @param name of the picture, for people
 * @param truth class index of what it shows
 * @param file gives the JPEG or PNG file; called once, on any thread
 */
public record Question(String name, int truth, Content file) {

    /** Where the bytes of a picture come from. */
    @FunctionalInterface
    public interface Content {

        /** Reads or makes them. */
        byte[] bytes() throws IOException;
    }
}
