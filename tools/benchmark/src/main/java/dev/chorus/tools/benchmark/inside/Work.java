package dev.chorus.tools.benchmark.inside;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Variant;
import dev.chorus.core.topk.TopK;
import dev.chorus.inference.api.LoadedModel;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.tools.evaluation.FamilyFiles;
import dev.chorus.variant.internal.picture.PictureDecoder;
import dev.chorus.variant.internal.picture.PictureLimits;
import dev.chorus.variant.internal.picture.PictureType;
import dev.chorus.variant.internal.picture.PixelBuffer;
import java.io.IOException;
import java.nio.file.Path;

/** What a variant does with a picture, and nothing around it. For one thread. */
public final class Work implements AutoCloseable {

    private static final PictureLimits LIMITS = new PictureLimits(10 << 20, 16_000_000);

    private final LoadedModel model;
    private final PictureDecoder decoder = new PictureDecoder();
    private final PixelBuffer buffer = new PixelBuffer();
    private final int wanted;

    /** @param folder of a family that has a variant of that name */
    public Work(Path folder, String name) throws IOException, ModelRefusedException {
        FamilyFiles files = new FamilyFiles(folder);
        Family family = files.family();
        Variant variant = family.variant(name).orElseThrow();
        model = new OnnxRuntime().load(family, variant, name, files.model(variant));
        wanted = variant.resolution() * 5 / 4;
    }

    /** From the file to its Top-k. */
    public TopK classify(byte[] picture) {
        try {
            PictureType type = PictureType.check(picture, LIMITS);
            return model.classify(decoder.decode(picture, type, LIMITS, wanted, buffer));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        model.session().close();
    }
}
