package dev.chorus.tools.pictures;

import java.io.IOException;

/** A file that is no JPEG or PNG picture, is damaged or is too large. The message says which, without the file's name. */
public final class UnreadablePictureException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadablePictureException(String why) {
        super(why);
    }
}
