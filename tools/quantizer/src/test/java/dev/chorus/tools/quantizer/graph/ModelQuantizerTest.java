package dev.chorus.tools.quantizer.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import dev.chorus.inference.api.Picture;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.testmodels.ColourModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a network with everything that our trainer writes, residual sums included. */
class ModelQuantizerTest {

    private static final Path MODEL = Path.of("../../models/parts/p64.onnx");
    private static final int CLASSES = PartClass.values().length;

    @Test
    void quantised_committedModel_isAThirdAndComputesWithIntegers(@TempDir Path folder)
            throws IOException, OrtException {
        // given
        byte[] original = Files.readAllBytes(MODEL);

        // when
        byte[] quantised = quantise(original);

        // then
        assertTrue(3 * quantised.length <= original.length, quantised.length + " bytes of " + original.length);
        Map<String, Long> operators = Ort.optimised(quantised, folder);
        long convolutions = ModelProto.parseFrom(original).getGraph().getNodeList().stream()
                .filter(node -> node.getOpType().equals("Conv"))
                .count();
        assertEquals(convolutions, operators.get("QLinearConv"), operators::toString);
        assertEquals(1, operators.get("QGemm"), operators::toString);
        assertEquals(1, operators.get("QLinearAdd"), operators::toString);
        assertFalse(operators.containsKey("Conv"), operators::toString);
    }

    @Test
    void probabilities_ofTheQuantisedModel_areNearTheOriginals() throws IOException, OrtException {
        // given
        byte[] original = Files.readAllBytes(MODEL);
        byte[] quantised = quantise(original);
        List<Picture> pictures = drawn(1 << 20, 36);

        // when
        List<float[]> real = Ort.probabilities(original, pictures, CLASSES);
        List<float[]> now = Ort.probabilities(quantised, pictures, CLASSES);

        // then
        double difference = 0;
        double spread = 0;
        for (int at = 1; at < pictures.size(); at++) {
            int best = best(real.get(at));
            difference += Math.abs(real.get(at)[best] - now.get(at)[best]) / (pictures.size() - 1);
            spread += Math.abs(now.get(at)[best] - now.get(at - 1)[best]) / (pictures.size() - 1);
        }
        assertTrue(difference < 0.04, "mean difference " + difference);
        assertTrue(spread > 0.2, "the result depends on the picture: " + spread);
    }

    @Test
    void quantised_sameModelAndPictures_isTheSameFile() throws IOException {
        // given
        byte[] original = Files.readAllBytes(MODEL);

        // then
        assertArrayEquals(quantise(original), quantise(original));
    }

    @Test
    void quantised_quantisedModel_isRefused() throws IOException {
        // given
        byte[] quantised = quantise(Files.readAllBytes(MODEL));

        // then
        var refusal = assertThrows(IllegalArgumentException.class, () -> new ModelQuantizer(quantised));
        assertTrue(refusal.getMessage().startsWith("the model has no convolution with constant float weights"));
    }

    @Test
    void model_withoutConvolutions_isRefused() {
        // given
        byte[] onnx = new ColourModel().onnx();

        // then
        assertThrows(IllegalArgumentException.class, () -> new ModelQuantizer(onnx));
    }

    @Test
    void bytes_thatAreNoModel_areRefused() {
        // then
        assertThrows(IllegalArgumentException.class, () -> new ModelQuantizer(new byte[] {1, 2, 3}));
    }

    @Test
    void quantised_beforeAnyPicture_isRefused() {
        // given
        try (ModelQuantizer quantizer = new ModelQuantizer(TinyModel.model().toByteArray())) {
            // then
            assertThrows(IllegalStateException.class, quantizer::quantised);
        }
    }

    private static byte[] quantise(byte[] original) {
        try (ModelQuantizer quantizer = new ModelQuantizer(original)) {
            drawn(0, 36).forEach(quantizer::show);
            return quantizer.quantised();
        }
    }

    private static List<Picture> drawn(long firstSeed, int count) {
        PartsArtist artist = new PartsArtist();
        return IntStream.range(0, count)
                .mapToObj(number -> dev.chorus.tools.pictures.RasterPicture.of(
                        artist.draw(PartClass.values()[number % CLASSES], firstSeed + number / CLASSES)))
                .map(picture -> Picture.of(picture.width(), picture.height(), picture.rgb()))
                .toList();
    }

    private static int best(float[] probabilities) {
        int best = 0;
        for (int at = 1; at < probabilities.length; at++) {
            best = probabilities[at] > probabilities[best] ? at : best;
        }
        return best;
    }
}
