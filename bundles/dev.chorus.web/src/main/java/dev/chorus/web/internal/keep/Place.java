package dev.chorus.web.internal.keep;

import java.io.IOException;

/** Where pictures are kept. Called on one thread. */
interface Place {

    /**
     * Keeps a picture.
     *
     * @param picture a JPEG or PNG file; not changed
     * @throws IOException if that cannot be done; the next may be
     */
    void keep(Uncertainty uncertainty, byte[] picture) throws IOException;
}
