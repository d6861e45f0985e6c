package dev.chorus.tools.quantizer;

import dev.chorus.inference.api.Picture;
import java.io.IOException;

/**
 * A picture of which it is known what it shows. It is read or drawn each time it is needed: hundreds of decoded photographs would
 * not fit into memory.
 *
 * @param name for people
 * @param classIndex of what it shows, in the family's label set
 * @param source gives the pixels
 */
record LabelledPicture(String name, int classIndex, Source source) {

    /** Where pixels come from. */
    @FunctionalInterface
    interface Source {

        /**
         * Reads or draws them.
         *
         * @throws dev.chorus.tools.pictures.UnreadablePictureException if this picture is to be skipped
         */
        Picture read() throws IOException;
    }
}
