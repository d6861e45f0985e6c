package dev.chorus.tools.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Failure to read or write a file or folder. The message is one line for users: path, reason, remedy. Immutable. */
public final class FileFailure extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean mistake;

    private FileFailure(String message, boolean mistake, IOException cause) {
        super(message, cause);
        this.mistake = mistake;
    }

    /**
     * Creates a failure that the user has to correct, without an underlying exception.
     *
     * @param file the file or folder
     * @param reason with the remedy, without the path
     */
    public static FileFailure mistake(Path file, String reason) {
        return new FileFailure(file + ": " + reason, true, null);
    }

    /**
     * The failure to write a file.
     *
     * @param file named in the message, unless the cause is a failure that names one already
     * @param cause as it was thrown
     */
    public static FileFailure writing(Path file, IOException cause) {
        return cause instanceof FileFailure known
                ? known
                : of("cannot write " + file, Explanation.ofWriting(file, cause), cause);
    }

    /**
     * The failure to read a file.
     *
     * @param file named in the message, unless the cause is a failure that names one already
     * @param cause as it was thrown
     */
    public static FileFailure reading(Path file, IOException cause) {
        return cause instanceof FileFailure known
                ? known
                : of("cannot read " + file, Explanation.ofReading(file, cause), cause);
    }

    /**
     * The failure to write files of any name to a folder.
     *
     * @param folder named in the message, unless the cause is a failure that names a file already
     * @param cause as it was thrown
     */
    public static FileFailure writingTo(Path folder, IOException cause) {
        return cause instanceof FileFailure known
                ? known
                : of("cannot write to " + folder, Explanation.ofFolder(folder, cause), cause);
    }

    /**
     * The failure of anything else, such as to make a folder or to list it.
     *
     * @param cause names the folder
     */
    public static FileFailure of(FileSystemException cause) {
        return of(cause.getFile(), Explanation.ofFolder(Path.of(String.valueOf(cause.getFile())), cause), cause);
    }

    private static FileFailure of(String what, Explanation explanation, IOException cause) {
        return new FileFailure(what + ": " + explanation.text(), explanation.isMistake(), cause);
    }

    /**
     * Whether the caller named something that cannot be read or written. Otherwise the machine is at fault: a full
     * disk, a missing permission, an input or output error.
     */
    public boolean isMistake() {
        return mistake;
    }
}
