package dev.chorus.variant.internal.picture.png;

import dev.chorus.variant.internal.picture.part.FilePart;
import java.nio.ByteBuffer;
import java.util.List;

/** Puts the chunk in order that says what is transparent (PNG specification, 11.3.1.1). Stateless. */
final class Transparency {

    private static final int BYTES_OF_COLOR = 3;
    private static final int BYTES_OF_SAMPLE = 2;

    private Transparency() {}

    /**
     * The chunk as readers take it: without entries for colors that do not exist, and left out where it is not allowed or not of the
     * length that it must have.
     *
     * @param palette null without one
     */
    static List<FilePart> parts(PngHeader header, PngChunk palette, PngChunk transparency) {
        int length =
                switch (header.color()) {
                    case PngHeader.PALETTE -> palette == null
                            ? 0
                            : Math.min(transparency.length(), palette.length() / BYTES_OF_COLOR);
                    case PngHeader.GRAY, PngHeader.RGB -> header.samples() * BYTES_OF_SAMPLE;
                    default -> 0;
                };
        if (length == 0 || length > transparency.length()) {
            return List.of();
        }
        int from = transparency.from();
        if (length == transparency.length()) {
            return List.of(new FilePart(transparency.file(), from - PngChunk.HEAD, transparency.end()));
        }
        byte[] head = ByteBuffer.allocate(PngChunk.HEAD)
                .putInt(length)
                .putInt(PngChunk.TRANSPARENCY)
                .array();
        // The platform's reader does not check checksums.
        return List.of(
                FilePart.of(head),
                new FilePart(transparency.file(), from, from + length),
                FilePart.of(new byte[PngChunk.CHECKSUM]));
    }
}
