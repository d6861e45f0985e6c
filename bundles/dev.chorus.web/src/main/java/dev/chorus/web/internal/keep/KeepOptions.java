package dev.chorus.web.internal.keep;

import dev.chorus.core.config.PropertyReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which pictures are kept, and where.
 *
 * @param where off, disk or topic
 * @param folder with {@link #DISK}: an absolute path; otherwise empty
 * @param margin results whose margin is smaller are doubtful, 0 to 1; 0: none is for that reason
 * @param disagreement whether results on which variants disagree are doubtful
 * @param mostPictures on disk
 * @param mostBytes on disk
 * @param perMinute at most so many are kept
 */
public record KeepOptions(
        String where,
        Optional<Path> folder,
        double margin,
        boolean disagreement,
        int mostPictures,
        long mostBytes,
        int perMinute) {

    /** Nothing is kept. */
    public static final String OFF = "off";
    /** Files are written. */
    public static final String DISK = "disk";
    /** Pictures are published. */
    public static final String TOPIC = "topic";

    private static final int DEFAULT_MARGIN_PERCENT = 10;
    private static final int DEFAULT_PICTURES = 500;
    private static final int MAX_PICTURES = 100_000;
    private static final int DEFAULT_MEBIBYTES = 200;
    private static final int MAX_MEBIBYTES = 100_000;
    private static final int DEFAULT_PER_MINUTE = 10;
    private static final int MAX_PER_MINUTE = 6000;

    /** Reads the component's properties; mistakes are added to the reader's problems. */
    public static KeepOptions read(PropertyReader reader) {
        String where = reader.option("keep", OFF, List.of(OFF, DISK, TOPIC));
        String folder = reader.text("keep.folder", "");
        Optional<Path> path = DISK.equals(where) ? path(folder) : Optional.empty();
        if (DISK.equals(where) && path.isEmpty()) {
            reader.problem("keep.folder is '" + folder + "', allowed with keep disk is an absolute path");
        }
        return new KeepOptions(
                where,
                path,
                reader.whole("keep.margin.percent", DEFAULT_MARGIN_PERCENT, 0, 100) / 100.0,
                reader.flag("keep.disagreement", true),
                reader.whole("keep.pictures.max", DEFAULT_PICTURES, 1, MAX_PICTURES),
                (long) reader.whole("keep.mebibytes.max", DEFAULT_MEBIBYTES, 1, MAX_MEBIBYTES) << 20,
                reader.whole("keep.per.minute.max", DEFAULT_PER_MINUTE, 1, MAX_PER_MINUTE));
    }

    private static Optional<Path> path(String folder) {
        try {
            return Optional.of(Path.of(folder)).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Whether anything is kept. */
    public boolean isOn() {
        return !OFF.equals(where);
    }
}
