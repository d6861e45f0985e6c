package dev.chorus.variant.internal.picture;

import java.util.Arrays;

/** Reads the orientation out of EXIF data (EXIF 2.32, TIFF 6.0). Whatever is not in order means an upright picture. Stateless. */
final class ExifOrientation {

    /** Before the data in JPEG files. */
    private static final byte[] NAME = {'E', 'x', 'i', 'f', 0, 0};

    private static final int HEAD = 8;
    private static final int ENTRY = 12;
    private static final int ORIENTATION = 274;
    private static final int MAGIC = 42;

    private static final int BYTE = 1;
    private static final int SHORT = 3;
    private static final int LONG = 4;

    private final byte[] file;
    private final int from;
    private final int to;
    private final boolean little;

    private ExifOrientation(byte[] file, int from, int to) {
        this.file = file;
        this.from = from;
        this.to = to;
        this.little = file[from] == 'I';
    }

    /**
     * Finds the orientation.
     *
     * @param from index of the TIFF header
     * @param to index behind the data, at most the length of the file
     */
    static Orientation of(byte[] file, int from, int to) {
        boolean named = to - from > NAME.length && Arrays.equals(file, from, from + NAME.length, NAME, 0, NAME.length);
        // Programs write the name in PNG, too, where it does not belong.
        int start = named ? from + NAME.length : from;
        if (to - start < HEAD || file[start] != file[start + 1] || file[start] != 'I' && file[start] != 'M') {
            return Orientation.TOP_LEFT;
        }
        return new ExifOrientation(file, start, to).find();
    }

    private Orientation find() {
        long directory = four(4);
        if (two(2) != MAGIC || directory < HEAD || directory > to - from - 2) {
            return Orientation.TOP_LEFT;
        }
        int first = (int) directory + 2;
        int entries = Math.min(two((int) directory), (to - from - first) / ENTRY);
        for (int number = 0; number < entries; number++) {
            int at = first + number * ENTRY;
            if (two(at) == ORIENTATION) {
                return four(at + 4) == 1 ? value(at) : Orientation.TOP_LEFT;
            }
        }
        return Orientation.TOP_LEFT;
    }

    /** The type should be SHORT; programs write others. */
    private Orientation value(int entry) {
        return switch (two(entry + 2)) {
            case BYTE -> Orientation.ofTag(file[from + entry + 8] & 0xFF);
            case SHORT -> Orientation.ofTag(two(entry + 8));
            case LONG -> Orientation.ofTag(four(entry + 8));
            default -> Orientation.TOP_LEFT;
        };
    }

    private int two(int at) {
        int first = file[from + at] & 0xFF;
        int second = file[from + at + 1] & 0xFF;
        return little ? second << 8 | first : first << 8 | second;
    }

    private long four(int at) {
        long first = two(at);
        long second = two(at + 2);
        return little ? second << 16 | first : first << 16 | second;
    }
}
