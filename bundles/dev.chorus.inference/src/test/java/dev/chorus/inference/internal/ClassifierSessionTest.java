package dev.chorus.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Fit;
import dev.chorus.core.family.Framing;
import dev.chorus.core.family.Framing.Resize;
import dev.chorus.core.family.Framing.Smoothing;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.ModelInterface.Channels;
import dev.chorus.core.family.ModelInterface.Classifier;
import dev.chorus.core.family.ModelInterface.Layout;
import dev.chorus.core.family.ModelInterface.Outputs;
import dev.chorus.core.family.ModelInterface.Pixels;
import dev.chorus.core.family.Variant;
import dev.chorus.core.topk.TopK;
import dev.chorus.inference.api.LoadedModel;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.inference.api.Picture;
import dev.chorus.tools.testmodels.ColourClassifier;
import dev.chorus.tools.testmodels.Tail;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClassifierSessionTest {

    private static final int SIDE = 16;
    private static final Channels MEAN = new Channels(0.485, 0.456, 0.406);
    private static final Channels STD = new Channels(0.229, 0.224, 0.225);
    private static final Pixels FLOATS = new Pixels.Normalised(MEAN, STD);
    private static final Classifier PLANES = new Classifier(Layout.NCHW, FLOATS, Outputs.LOGITS);
    private static final Classifier PIXELS = new Classifier(Layout.NHWC, FLOATS, Outputs.LOGITS);
    private static final Classifier SHARES = new Classifier(Layout.NHWC, FLOATS, Outputs.PROBABILITIES);
    private static final Classifier BYTES = new Classifier(Layout.NCHW, new Pixels.Plain(), Outputs.LOGITS);

    private final OnnxRuntime runtime = new OnnxRuntime();

    @AfterEach
    void noSessionIsLeft() {
        assertEquals(0, runtime.openSessions());
    }

    static Stream<Arguments> goodModels() {
        return Stream.of(
                Arguments.of("nchw", PLANES, ColourClassifier.nchw()),
                Arguments.of("nhwc", PIXELS, ColourClassifier.nhwc()),
                Arguments.of("probabilities", SHARES, ColourClassifier.nhwc().softmax()),
                Arguments.of("open batch", PLANES, ColourClassifier.nchw().openBatch()),
                Arguments.of("open size", PLANES, ColourClassifier.nchw().openSize()),
                Arguments.of(
                        "all open",
                        PIXELS,
                        ColourClassifier.nhwc().openBatch().openSize().openClasses()),
                Arguments.of("second output", PLANES, ColourClassifier.nchw().secondOutput()),
                Arguments.of("flat", PLANES, ColourClassifier.nchw().flat()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goodModels")
    void classify_plainColour_givesTheSoftmaxOfItsNormalisedSamples(
            String what, Classifier form, ColourClassifier network) throws Exception {
        // given
        int[] samples = {30, 200, 120};
        LoadedModel model = load(form, network);
        try {
            // when
            TopK topK = model.classify(plain(100, 37, samples));

            // then
            double[] expected = softmax(
                    2 * (samples[0] / 255.0 - 0.485) / 0.229,
                    2 * (samples[1] / 255.0 - 0.456) / 0.224,
                    2 * (samples[2] / 255.0 - 0.406) / 0.225);
            assertEquals(List.of(1, 2, 0), List.of(topK.classAt(0), topK.classAt(1), topK.classAt(2)));
            for (int rank = 0; rank < 3; rank++) {
                assertEquals(expected[topK.classAt(rank)], topK.scoreAt(rank), 1e-6);
            }
        } finally {
            model.session().close();
        }
    }

    @Test
    void classify_bytes_goInAsTheyAre() throws Exception {
        LoadedModel model = load(BYTES, ColourClassifier.nchw().bytes().sharpness(0.01f));
        try {
            TopK topK = model.classify(plain(5, 5, 0, 100, 50));

            assertEquals(softmax(0, 1, 0.5)[1], topK.scoreAt(0), 1e-6);
            assertEquals(1, topK.classAt(0));
        } finally {
            model.session().close();
        }
    }

    @Test
    void classify_framing_decidesWhichPixelsCount() throws Exception {
        // Red at both ends, green in the middle.
        byte[] rgb = new byte[90 * 30 * 3];
        for (int pixel = 0; pixel < 90 * 30; pixel++) {
            rgb[pixel * 3 + (pixel % 90 / 30 == 1 ? 1 : 0)] = (byte) 0xFF;
        }
        Picture picture = Picture.of(90, 30, rgb);

        assertEquals(0, firstClass(Framing.WHOLE, picture));
        assertEquals(1, firstClass(new Framing(Resize.FIT_SHORTEST, 1, Smoothing.NONE, 0), picture));
        assertEquals(1, firstClass(new Framing(Resize.STRETCH, 0.25, Smoothing.BILINEAR, 0), picture));
        assertEquals(0, firstClass(new Framing(Resize.LETTERBOX, 1, Smoothing.BICUBIC, 0), picture));
    }

    private int firstClass(Framing framing, Picture picture) throws Exception {
        Classifier form = new Classifier(Layout.NCHW, new Pixels.Plain(), Outputs.LOGITS, framing);
        LoadedModel model = load(form, ColourClassifier.nchw().bytes().sharpness(0.01f));
        try {
            return model.classify(picture).classAt(0);
        } finally {
            model.session().close();
        }
    }

    @Test
    void classify_severalThreads_eachHasItsOwnPixels() throws Exception {
        // given
        LoadedModel model = load(PLANES, ColourClassifier.nchw());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Picture> pictures = new ArrayList<>();
            List<TopK> expected = new ArrayList<>();
            Random random = new Random(5);
            for (int at = 0; at < 20; at++) {
                byte[] rgb = new byte[3 * (at + 1) * 40];
                random.nextBytes(rgb);
                pictures.add(Picture.of(at + 1, 40, rgb));
                expected.add(model.classify(pictures.get(at)));
            }

            // when
            List<Future<TopK>> said = new ArrayList<>();
            for (int at = 0; at < 400; at++) {
                Picture picture = pictures.get(at % pictures.size());
                said.add(threads.submit(() -> model.classify(picture)));
            }

            // then
            for (int at = 0; at < said.size(); at++) {
                assertEquals(expected.get(at % expected.size()), said.get(at).get());
            }
        } finally {
            threads.shutdownNow();
            model.session().close();
        }
    }

    static Stream<Arguments> wrongModels() {
        ColourClassifier nchw = ColourClassifier.nchw();
        return Stream.of(
                Arguments.of(PIXELS, nchw, "'images' float32 [1, 3, 16, 16]], allowed is one, float32 [1, 16, 16, 3]"),
                Arguments.of(
                        PLANES, ColourClassifier.nchw().side(32), "[1, 3, 32, 32]], allowed is one, float32 [1, 3"),
                Arguments.of(
                        PIXELS,
                        ColourClassifier.nchw().openSize(),
                        "[1, 3, ?, ?]], allowed is one, float32 [1, 16, 16"),
                Arguments.of(
                        PLANES,
                        ColourClassifier.nchw().classes(4).openBatch().openClasses(),
                        "self-test failed: outputs are 4, there are 3 labels"),
                Arguments.of(
                        PLANES,
                        ColourClassifier.nchw().classes(4).secondOutput(),
                        "first of 2 outputs is 'output' float32 [1, 4], allowed is float32 [1, 3] or [3]"),
                Arguments.of(PLANES, ColourClassifier.nchw().channels(1), "'images' float32 [1, 1, 16, 16]], allowed"),
                Arguments.of(PLANES, ColourClassifier.nchw().batch(8), "'images' float32 [8, 3, 16, 16]], allowed"),
                Arguments.of(PLANES, ColourClassifier.nchw().bytes(), "'images' uint8 [1, 3, 16, 16]], allowed"),
                Arguments.of(BYTES, nchw, "allowed is one, uint8 [1, 3, 16, 16]"),
                Arguments.of(PLANES, ColourClassifier.nchw().halves(), "'images' float16 [1, 3, 16, 16]], allowed"),
                Arguments.of(
                        PLANES, ColourClassifier.nchw().secondInput(), "'temperature' float32 [1]], allowed is one"),
                Arguments.of(
                        PLANES,
                        ColourClassifier.nchw().classes(4),
                        "output is 'output' float32 [1, 4], allowed is float32 [1, 3] or [3]"),
                Arguments.of(PLANES, ColourClassifier.nchw().sharpness(Float.NaN), "output of class 0 is NaN"),
                Arguments.of(PLANES, ColourClassifier.nchw().sharpness(0), "does not depend on the picture"),
                Arguments.of(SHARES, ColourClassifier.nhwc(), "are these logits?"),
                Arguments.of(
                        PLANES,
                        ColourClassifier.nchw().externalData(),
                        "not loadable: tensor 'weights' has its data in another file"));
    }

    @ParameterizedTest
    @EnumSource(names = {"WRITTEN_OUT_SOFTMAX", "SOFTMAX_FUNCTION", "QUANTIZED_SOFTMAX", "CLIPPED_SOFTMAX"})
    void load_softmaxThatTheGraphHides_areProbabilities(Tail softmax) throws Exception {
        ColourClassifier network = ColourClassifier.nhwc().tail(softmax);

        String message = assertThrows(ModelRefusedException.class, () -> load(PIXELS, network))
                .getMessage();

        assertTrue(message.contains("for all 5 pictures, so they are probabilities, not logits"), message);
        load(SHARES, network).session().close();
    }

    @ParameterizedTest
    @EnumSource(names = {"NOISE", "SEEDED_NOISE", "DROPOUT_FUNCTION"})
    void load_resultsThatDependOnChance_isRefused(Tail chance) {
        ColourClassifier network = ColourClassifier.nchw().tail(chance);

        String message = assertThrows(ModelRefusedException.class, () -> load(PLANES, network))
                .getMessage();

        assertTrue(message.contains("two runs of one picture have different results"), message);
    }

    @ParameterizedTest
    @MethodSource("wrongModels")
    void load_wrongModel_isRefusedWithTheReason(Classifier form, ColourClassifier network, String reason) {
        String message = assertThrows(ModelRefusedException.class, () -> load(form, network))
                .getMessage();

        assertTrue(message.contains(reason), message);
    }

    private LoadedModel load(Classifier form, ColourClassifier network) throws ModelRefusedException {
        Variant variant = new Variant("rgb", 0.35, SIDE, 0, 1, 3, "rgb.onnx", "0".repeat(64), 9, 0, 0, form, Fit.NONE);
        Family family = new Family("colours", "1.0.0", new LabelSet(List.of("red", "green", "blue")), List.of(variant));
        return runtime.load(family, variant, "here", network.onnx());
    }

    private static Picture plain(int width, int height, int... samples) {
        byte[] rgb = new byte[3 * width * height];
        for (int at = 0; at < rgb.length; at++) {
            rgb[at] = (byte) samples[at % 3];
        }
        return Picture.of(width, height, rgb);
    }

    private static double[] softmax(double... logits) {
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        double[] shares = new double[logits.length];
        for (int at = 0; at < logits.length; at++) {
            shares[at] = Math.exp(logits[at]) / sum;
        }
        return shares;
    }
}
