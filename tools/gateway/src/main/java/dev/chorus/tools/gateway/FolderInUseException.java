package dev.chorus.tools.gateway;

import java.io.IOException;

/** Signals that another running gateway uses a gateway's folder. */
public final class FolderInUseException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param message names the folder and the process that uses it */
    FolderInUseException(String message) {
        super(message);
    }
}
