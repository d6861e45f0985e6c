package dev.chorus.variant.internal.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Family;
import dev.chorus.core.topk.TopK;
import dev.chorus.inference.api.LoadedModel;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.tools.testmodels.ColourModel;
import dev.chorus.variant.internal.picture.TestPictures;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModelOfferTest {

    private final OnnxRuntime runtime = new OnnxRuntime();

    @AfterEach
    void noSessionIsLeft() {
        assertEquals(0, runtime.openSessions());
    }

    @Test
    void load_goodModel_ranksClassesOfPicturesOfAnySize() throws Exception {
        // given
        ModelOffer offer = read(ColourFamily.files("1.0.0", new ColourModel()));

        // when
        LoadedModel model = offer.load(runtime);
        try {
            TopK small = model.classify(TestPictures.rgb(1, 1, 10, 200, 90));
            TopK wide = model.classify(TestPictures.rgb(500, 3, 10, 90, 200));

            // then
            assertEquals(1, runtime.openSessions());
            assertEquals(TopK.of(new int[] {1, 2, 0}, scores(small)), small);
            assertEquals(2, wide.classAt(0));
            assertEquals(1, wide.scoreAt(0) + wide.scoreAt(1) + wide.scoreAt(2), 1e-5);
        } finally {
            model.session().close();
        }
    }

    private static float[] scores(TopK topK) {
        return new float[] {topK.scoreAt(0), topK.scoreAt(1), topK.scoreAt(2)};
    }

    static Stream<Arguments> wrongModels() {
        return Stream.of(
                Arguments.of("NaN", new ColourModel().sharpness(Float.NaN), "score"),
                Arguments.of("constant", new ColourModel().sharpness(0), "does not depend on the picture"),
                Arguments.of("logits", new ColourModel().withoutSoftmax(), "score"),
                Arguments.of("ascending", new ColourModel().worstFirst(), "above the one before it"),
                Arguments.of("other name", new ColourModel().scoresNamed("output"), "output scores is absent"),
                Arguments.of("long classes", new ColourModel().longClasses(), "output classes is"),
                Arguments.of("float input", new ColourModel().floatInput(), "uint8 [1, height, width, 3]"),
                Arguments.of("other labels", new ColourModel().classOffset(1), "there are 3 labels"),
                Arguments.of("negative class", new ColourModel().classOffset(-1), "class index"),
                Arguments.of("other k", new ColourModel().k(2), "classes ranked are 2, family.json says 3"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongModels")
    void load_wrongModel_isRefusedWithTheReason(String what, ColourModel model, String reason) throws Exception {
        ModelOffer offer = read(ColourFamily.files("1.0.0", model));

        String message = assertThrows(ModelRefusedException.class, () -> offer.load(runtime))
                .getMessage();

        assertTrue(message.contains(reason), message);
        assertTrue(message.startsWith("rgb.onnx of here: "), message);
    }

    @Test
    void load_rubbishOfTheRightChecksum_isRefused() throws Exception {
        byte[] rubbish = "this is no network".getBytes(StandardCharsets.US_ASCII);
        ModelOffer offer = read(ColourFamily.files(ColourFamily.of("1.0.0", rubbish), rubbish));

        String message = assertThrows(ModelRefusedException.class, () -> offer.load(runtime))
                .getMessage();

        assertTrue(message.contains("not loadable"), message);
    }

    @Test
    void load_fileOfAnotherChecksum_isRefused() throws Exception {
        byte[] onnx = new ColourModel().onnx();
        Family family = ColourFamily.of("1.0.0", 3, "0".repeat(64));
        ModelOffer offer = read(ColourFamily.files(family, onnx));

        String message = assertThrows(ModelRefusedException.class, () -> offer.load(runtime))
                .getMessage();

        assertTrue(message.contains("was " + ColourFamily.sha256(onnx)), message);
    }

    @Test
    void load_missingFile_isRefused() throws Exception {
        Map<String, byte[]> files = new HashMap<>(ColourFamily.files("1.0.0", new ColourModel()));
        files.remove("rgb.onnx");
        ModelOffer offer = read(files);

        String message = assertThrows(ModelRefusedException.class, () -> offer.load(runtime))
                .getMessage();

        assertTrue(message.contains("cannot be read"), message);
    }

    @Test
    void read_otherFamilyOrVariant_isRefused() {
        ModelPlace place = ColourFamily.place("here", ColourFamily.files("1.0.0", new ColourModel()));

        String family = assertThrows(
                        ModelRefusedException.class, () -> ModelOffer.read(place, "parts", ColourFamily.VARIANT))
                .getMessage();
        String variant = assertThrows(
                        ModelRefusedException.class, () -> ModelOffer.read(place, ColourFamily.FAMILY, "p32"))
                .getMessage();

        assertEquals("family of here must be 'parts', was 'colours'", family);
        assertEquals("variant of family colours of here must be one of [rgb], was 'p32'", variant);
    }

    @Test
    void read_placeWithoutFamilyJson_isRefused() {
        ModelPlace place = ColourFamily.place("here", Map.of());

        String message = assertThrows(
                        ModelRefusedException.class,
                        () -> ModelOffer.read(place, ColourFamily.FAMILY, ColourFamily.VARIANT))
                .getMessage();

        assertTrue(message.startsWith("family.json of here cannot be read"), message);
    }

    private static ModelOffer read(Map<String, byte[]> files) throws ModelRefusedException {
        return ModelOffer.read(ColourFamily.place("here", files), ColourFamily.FAMILY, ColourFamily.VARIANT);
    }
}
