package dev.chorus.tools.testmodels.pictures;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes EXIF data (EXIF 2.32, TIFF 6.0) that say how a picture lies. Stateless. */
public final class ExifData {

    private static final int HEAD = 8;
    private static final int ENTRY = 12;
    private static final int MAGIC = 42;
    private static final int MAKER = 271;
    private static final int ORIENTATION = 274;
    private static final int ASCII = 2;
    private static final int SHORT = 3;

    private ExifData() {}

    /**
     * Data with two entries, of which the orientation is the second.
     *
     * @param value of the tag; any
     */
    public static byte[] orientation(int value, ByteOrder order) {
        ByteBuffer data = ByteBuffer.allocate(HEAD + 2 + 2 * ENTRY + 4).order(order);
        data.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M'));
        data.put(data.get(0)).putShort((short) MAGIC).putInt(HEAD).putShort((short) 2);
        data.putShort((short) MAKER).putShort((short) ASCII).putInt(3).put(new byte[] {'a', 'b', 0, 0});
        data.putShort((short) ORIENTATION).putShort((short) SHORT).putInt(1).putShort((short) value);
        return data.array();
    }

    /** As the first application segment of a JPEG file has it. */
    public static byte[] forJpeg(byte[] data) {
        return ByteBuffer.allocate(6 + data.length)
                .put(new byte[] {'E', 'x', 'i', 'f', 0, 0})
                .put(data)
                .array();
    }
}
