package dev.chorus.tools.pictures;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where files lie: a folder or an archive. Any number of threads may read at once. */
interface Container extends Closeable {

    /** The largest file that is read, in bytes. */
    int MAX_FILE_BYTES = 32 << 20;

    /** The most files and folders that are listed. */
    int MAX_NAMES = 5_000_000;

    /** Opens a folder or a zip file. */
    static Container open(Path place) throws IOException {
        return Files.isDirectory(place) ? new Folder(place) : new Zip(place);
    }

    /** Paths of everything in it, with forward slashes, folders ending in one; in no order. */
    List<String> names() throws IOException;

    /**
     * Reads a file.
     *
     * @throws UnreadablePictureException if it has more than {@value #MAX_FILE_BYTES} bytes
     */
    byte[] read(String name) throws IOException;

    /** Reads a stream to its end, if that comes soon enough. */
    static byte[] readAll(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(MAX_FILE_BYTES + 1);
        if (bytes.length > MAX_FILE_BYTES) {
            throw new UnreadablePictureException("file has more than " + MAX_FILE_BYTES + " bytes");
        }
        return bytes;
    }

    /** @throws IllegalArgumentException if there are more names than can be sensible */
    static void checkCount(long count) {
        if (count > MAX_NAMES) {
            throw new IllegalArgumentException("there are " + count + " files and folders, allowed are " + MAX_NAMES);
        }
    }
}
