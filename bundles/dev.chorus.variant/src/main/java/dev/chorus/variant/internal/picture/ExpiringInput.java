package dev.chorus.variant.internal.picture;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import javax.imageio.IIOException;

/** Bytes of a picture that fail once its deadline has passed: readers ask for them step by step, and cannot be interrupted. */
final class ExpiringInput extends InputStream {

    private final ByteArrayInputStream bytes;
    private final BooleanSupplier expired;

    ExpiringInput(byte[] bytes, BooleanSupplier expired) {
        this.bytes = new ByteArrayInputStream(bytes);
        this.expired = expired;
    }

    @Override
    public int read() throws IIOException {
        check();
        return bytes.read();
    }

    @Override
    public int read(byte[] into, int from, int length) throws IIOException {
        check();
        return bytes.read(into, from, length);
    }

    private void check() throws IIOException {
        if (expired.getAsBoolean()) {
            throw new IIOException("the deadline has passed");
        }
    }
}
