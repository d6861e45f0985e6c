package dev.chorus.inference.internal;

import dev.chorus.core.topk.TopK;
import dev.chorus.inference.api.InferenceException;
import dev.chorus.inference.api.LoadedModel;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.Picture;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Judges a model by its numbers before it gets real pictures. For drawn pictures of several sizes, each run twice, results must
 * be of the right form, the same in both runs, and not the same for all pictures; logits must not be probabilities. The
 * numbers count, because a graph can hide its softmax or its random nodes in functions and in basic operators. Stateless.
 */
public final class SelfTest {

    private static final long SEED = 20221019;

    private SelfTest() {}

    /** @throws ModelRefusedException if the model does not pass */
    public static void run(LoadedModel model) throws ModelRefusedException {
        try {
            List<Picture> pictures = pictures(model.variant().resolution());
            judgeResults(model, pictures);
            judgeLogits(model, pictures);
        } catch (InferenceException e) {
            throw new ModelRefusedException("self-test failed: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            throw ModelRefusedException.unexpected("self-test failed", e);
        }
    }

    private static void judgeResults(LoadedModel model, List<Picture> pictures)
            throws InferenceException, ModelRefusedException {
        Set<TopK> results = new HashSet<>();
        for (Picture picture : pictures) {
            TopK result = model.classify(picture);
            // One thread computes both in the same order, so a network without chance gives the same bits.
            if (!result.equals(model.classify(picture))) {
                throw new ModelRefusedException(
                        "self-test failed: two runs of one picture have different results; is there"
                                + " a random node, or dropout as in training?");
            }
            results.add(result);
        }
        if (results.size() == 1) {
            throw new ModelRefusedException(
                    "self-test failed: the result does not depend on the picture; was the network trained?");
        }
    }

    private static void judgeLogits(LoadedModel model, List<Picture> pictures)
            throws InferenceException, ModelRefusedException {
        if (!(model.session() instanceof ClassifierSession classifier)) {
            return;
        }
        for (Picture picture : pictures) {
            if (!classifier.mistakesProbabilitiesForLogits(picture)) {
                return;
            }
        }
        throw new ModelRefusedException("self-test failed: outputs are 0 to 1 and add up to 1 for all "
                + pictures.size() + " pictures, so they are probabilities, not logits");
    }

    private static List<Picture> pictures(int side) {
        Random random = new Random(SEED);
        List<Picture> pictures = new ArrayList<>();
        pictures.add(picture(side, side, (x, y, channel) -> 0x80));
        pictures.add(picture(side, side, (x, y, channel) -> random.nextInt(0x100)));
        for (int dominant = 0; dominant < 3; dominant++) {
            int bright = dominant;
            pictures.add(
                    picture(2 * side + 1, side + 7, (x, y, channel) -> channel == bright ? 0xFF - x % 0x40 : y % 0x40));
        }
        return pictures;
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
