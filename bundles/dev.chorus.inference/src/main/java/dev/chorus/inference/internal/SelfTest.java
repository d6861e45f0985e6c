package dev.chorus.inference.internal;

import dev.chorus.core.topk.TopK;
import dev.chorus.inference.api.InferenceException;
import dev.chorus.inference.api.LoadedModel;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.Picture;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * What a model must stand before it gets real pictures: results of the right form for pictures of several sizes, and
 * results that depend on the picture. Stateless.
 */
public final class SelfTest {

    private static final long SEED = 20221019;

    private SelfTest() {}

    /** @throws ModelRefusedException if the model does not pass */
    public static void run(LoadedModel model) throws ModelRefusedException {
        int side = model.variant().resolution();
        Random random = new Random(SEED);
        Set<TopK> results = new HashSet<>();
        try {
            results.add(model.classify(picture(side, side, (x, y, channel) -> 0x80)));
            results.add(model.classify(picture(side, side, (x, y, channel) -> random.nextInt(0x100))));
            for (int dominant = 0; dominant < 3; dominant++) {
                int bright = dominant;
                results.add(model.classify(picture(
                        2 * side + 1, side + 7, (x, y, channel) -> channel == bright ? 0xFF - x % 0x40 : y % 0x40)));
            }
        } catch (InferenceException e) {
            throw new ModelRefusedException("self-test failed: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            throw ModelRefusedException.unexpected("self-test failed", e);
        }
        if (results.size() == 1) {
            throw new ModelRefusedException(
                    "self-test failed: the result does not depend on the picture; was the network trained?");
        }
    }

    private static Picture picture(int width, int height, Painter painter) {
        ByteBuffer rgb = ByteBuffer.allocateDirect(width * height * 3);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    rgb.put((byte) painter.sample(x, y, channel));
                }
            }
        }
        return new Picture(width, height, rgb.flip());
    }

    @FunctionalInterface
    private interface Painter {
        int sample(int x, int y, int channel);
    }
}
