package dev.chorus.variant.internal.picture;

import java.util.function.BooleanSupplier;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/** Ends a reader, which reports each row of pixels, once the deadline of its picture has passed. */
final class AbortOnExpiry implements IIOReadProgressListener {

    private final BooleanSupplier expired;

    AbortOnExpiry(BooleanSupplier expired) {
        this.expired = expired;
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        if (expired.getAsBoolean()) {
            source.abort();
        }
    }

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}

    @Override
    public void readAborted(ImageReader source) {}
}
