package dev.chorus.tools.evaluation.ask;

import dev.chorus.tools.pictures.RasterPicture;
import java.io.IOException;

/**
 * A picture of which it is known what it shows.
 *
 * @param name of the picture, for people
 * @param truth class index of what it shows
 * @param content gives the pixels; called once, on any thread
 */
public record Question(String name, int truth, Content content) {

    /** Where the pixels of a picture come from. */
    @FunctionalInterface
    public interface Content {

        /**
         * Reads or makes them.
         *
         * @throws dev.chorus.tools.pictures.UnreadablePictureException if this picture is to be skipped
         * @throws IOException if nothing can be read any more
         */
        RasterPicture picture() throws IOException;
    }
}
