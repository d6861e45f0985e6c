package dev.chorus.variant.internal.picture;

import dev.chorus.variant.internal.picture.part.FilePart;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.imageio.IIOException;

/** Parts of a file, one after the other, that fail once the deadline has passed: readers ask step by step, and cannot be interrupted. */
final class ExpiringInput extends InputStream {

    private final Iterator<FilePart> parts;
    private final BooleanSupplier expired;
    private FilePart part;
    private int at;

    /** @param file at least one part */
    ExpiringInput(List<FilePart> file, BooleanSupplier expired) {
        this.parts = file.iterator();
        this.expired = expired;
        this.part = parts.next();
        this.at = part.from();
    }

    @Override
    public int read() throws IIOException {
        return hasMore() ? part.bytes()[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IIOException {
        int done = 0;
        // Each part by itself would be a call of the reader more.
        while (done < length && hasMore()) {
            int count = Math.min(length - done, part.to() - at);
            System.arraycopy(part.bytes(), at, into, from + done, count);
            at += count;
            done += count;
        }
        return done == 0 && length > 0 ? -1 : done;
    }

    private boolean hasMore() throws IIOException {
        if (expired.getAsBoolean()) {
            throw new IIOException("the deadline has passed");
        }
        while (at == part.to() && parts.hasNext()) {
            part = parts.next();
            at = part.from();
        }
        return at < part.to();
    }
}
