package dev.chorus.variant.internal.picture;

import java.nio.ByteBuffer;

/**
 * Memory outside the heap that one thread uses for one picture after the other: taking it anew for each would leave it to
 * the garbage collector to give it back in time.
 */
public final class PixelBuffer {

    /** What one huge picture took is not kept for ever. */
    private static final int KEPT_BYTES = 4 << 20;

    private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

    /** An empty picture's worth of bytes, position 0, limit at the size; what was handed out before is void. */
    ByteBuffer ofSize(int bytes) {
        if (buffer.capacity() < bytes || buffer.capacity() > Math.max(bytes, KEPT_BYTES)) {
            buffer = ByteBuffer.allocateDirect(bytes);
        }
        return buffer.clear().limit(bytes);
    }
}
