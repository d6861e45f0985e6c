package dev.chorus.variant.internal.picture.part;

import java.util.ArrayList;
import java.util.List;

/**
 * Some bytes of a file, or bytes that stand in their place: what a reader is given of a file is not copied.
 *
 * @param bytes not to be changed
 * @param from index of the first
 * @param to index behind the last
 */
public record FilePart(byte[] bytes, int from, int to) {

    /** All of an array. */
    public static FilePart of(byte[] bytes) {
        return new FilePart(bytes, 0, bytes.length);
    }

    /** Neighbors in the same array become one. */
    public static List<FilePart> joined(List<FilePart> parts) {
        List<FilePart> joined = new ArrayList<>();
        for (FilePart part : parts) {
            FilePart last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.bytes == part.bytes && last.to == part.from) {
                joined.set(joined.size() - 1, new FilePart(part.bytes, last.from, part.to));
            } else {
                joined.add(part);
            }
        }
        return joined;
    }
}
