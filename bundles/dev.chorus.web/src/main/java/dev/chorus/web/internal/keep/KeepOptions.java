package dev.chorus.web.internal.keep;

import dev.chorus.core.config.PropertyReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Options for keeping uncertain pictures.
 *
 * @param where off, disk or topic
 * @param folder with {@link #DISK}: an absolute path; otherwise empty
 * @param margin results with a smaller margin are uncertain, 0 to 1; 0 disables this reason
 * @param disagreement whether results on which variants disagree are uncertain
 * @param mostPictures maximum number of unlabeled pictures on disk
 * @param mostBytes maximum size of all unlabeled pictures on disk
 * @param perMinute maximum number of pictures kept in a minute
 */
public record KeepOptions(
        String where,
        Optional<Path> folder,
        double margin,
        boolean disagreement,
        int mostPictures,
        long mostBytes,
        int perMinute) {

    /** Keeps nothing. */
    public static final String OFF = "off";
    /** Writes files. */
    public static final String DISK = "disk";
    /** Publishes pictures. */
    public static final String TOPIC = "topic";

    private static final int DEFAULT_MARGIN_PERCENT = 10;
    private static final int DEFAULT_PICTURES = 500;
    private static final int MAX_PICTURES = 100_000;
    private static final int DEFAULT_MEBIBYTES = 200;
    private static final int MAX_MEBIBYTES = 100_000;
    private static final int DEFAULT_PER_MINUTE = 10;
    private static final int MAX_PER_MINUTE = 6000;

    /** Reads the component's properties; configuration errors are added to the reader's problems. */
    public static KeepOptions read(PropertyReader reader) {
        String where = reader.option("keep", OFF, List.of(OFF, DISK, TOPIC));
        String folder = reader.text("keep.folder", "");
        Optional<Path> path = DISK.equals(where) ? path(folder) : Optional.empty();
        if (DISK.equals(where) && path.isEmpty()) {
            reader.problem("keep.folder must be an absolute path with keep disk, was '" + folder + "'");
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

    /** Returns whether pictures are kept. */
    public boolean isOn() {
        return !OFF.equals(where);
    }
}
