package dev.chorus.web.internal.keep;

import java.io.IOException;

/** Stores kept pictures. Called on one thread. */
interface Place {

    /**
     * Keeps a picture.
     *
     * @param picture a JPEG or PNG file; not modified
     * @throws IOException if the picture cannot be kept; later pictures may be
     */
    void keep(Uncertainty uncertainty, byte[] picture) throws IOException;
}
