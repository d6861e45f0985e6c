package dev.chorus.tools.benchmark.code;

import dev.chorus.inference.api.Picture;
import dev.chorus.tools.benchmark.inside.Photograph;
import dev.chorus.variant.internal.picture.PictureDecoder;
import dev.chorus.variant.internal.picture.PictureLimits;
import dev.chorus.variant.internal.picture.PictureRefusedException;
import dev.chorus.variant.internal.picture.PictureType;
import dev.chorus.variant.internal.picture.PixelBuffer;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A JPEG file to the pixels that a network of 96 pixels is given. */
@State(Scope.Thread)
public class PictureCode {

    private static final PictureLimits LIMITS = new PictureLimits(10 << 20, 16_000_000);
    private static final int WANTED = 96 * 5 / 4;

    @Param({"320", "640", "1280"})
    public int width;

    private final PictureDecoder decoder = new PictureDecoder();
    private final PixelBuffer buffer = new PixelBuffer();
    private byte[] jpeg;

    /** Draws it. */
    @Setup
    public void prepare() throws IOException {
        jpeg = Photograph.jpeg(width, width * 3 / 4);
    }

    /** From its bytes, in a buffer that is used again. */
    @Benchmark
    public Picture decode() throws PictureRefusedException {
        return decoder.decode(jpeg, PictureType.check(jpeg, LIMITS), LIMITS, WANTED, buffer);
    }
}
