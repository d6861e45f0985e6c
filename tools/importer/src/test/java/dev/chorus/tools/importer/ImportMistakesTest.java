package dev.chorus.tools.importer;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.chorus.tools.testmodels.ColourClassifier;
import dev.chorus.tools.testmodels.Tail;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportMistakesTest extends ImportFixture {

    static Stream<Arguments> wrongModels() {
        return Stream.of(
                Arguments.of(
                        ColourClassifier.nhwc(), "'images' float32 [1, 16, 16, 3]], allowed is one, float32 [1, 3,"),
                Arguments.of(
                        ColourClassifier.nchw().side(8), "float32 [1, 3, 8, 8]], allowed is one, float32 [1, 3, 16"),
                Arguments.of(
                        ColourClassifier.nhwc().openSize(), "float32 [1, ?, ?, 3]], allowed is one, float32 [1, 3, 16"),
                Arguments.of(ColourClassifier.nchw().channels(1), "float32 [1, 1, 16, 16]], allowed is one"),
                Arguments.of(ColourClassifier.nchw().classes(4), "'output' float32 [1, 4], allowed is float32 [1, 3]"),
                Arguments.of(
                        ColourClassifier.nchw().bytes(),
                        "--mean and --std are given, allowed are none with an input of uint8"),
                Arguments.of(
                        ColourClassifier.nchw().sharpness(Float.NaN), "output of class 0 is NaN, allowed are finite"),
                Arguments.of(ColourClassifier.nchw().sharpness(0), "does not depend on the picture"),
                Arguments.of(ColourClassifier.nchw().secondInput(), "there must be one input, [1, 3, N, N] (nchw), [1"),
                Arguments.of(ColourClassifier.nchw().softmax(), "comes out of a softmax, --outputs is logits"),
                Arguments.of(
                        ColourClassifier.nchw().classes(4).secondOutput(),
                        "first of 2 outputs is 'output' float32 [1, 4]"),
                Arguments.of(
                        ColourClassifier.nchw().externalData(),
                        "tensor 'weights' has its data in a second file, 'weights.bin', which is not in "));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLAIN")
    void import_networkWhoseGraphHidesSoftmaxOrChance_isRefusedAsLogits(Tail tail) throws IOException {
        Files.write(onnx, ColourClassifier.nchw().tail(tail).onnx());

        String chance =
                tail == Tail.DROPOUT_FUNCTION ? "is as in training" : "two runs of one picture have different results";
        assertMistake(tail.isSoftmax() ? "probabilities" : chance, "--variant", "a");

        assertFalse(Files.exists(out));
    }

    @ParameterizedTest
    @MethodSource("wrongModels")
    void import_wrongModel_isRefusedAndNothingIsWritten(ColourClassifier network, String reason) throws IOException {
        Files.write(onnx, network.onnx());

        assertMistake(reason, "--variant", "a");

        assertFalse(Files.exists(out));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            --onnx     | missing.onnx  | missing.onnx, which is not there
            --onnx     | LABELS        | labels.txt: no ONNX file
            --labels   | missing.txt   | missing.txt, which is not there
            --labels   | ONNX          | net.onnx
            --family   | a/b           | family name must be 1..64 of
            --variant  | a b           | variant id must be 1..64 of
            --size     | 4             | resolution of variant a must be 8..1024, was '4'
            --size     | large         | 'large' is not an int
            --layout   | chw           | expected one of [NCHW, NHWC]
            --outputs  | scores        | expected one of [LOGITS, PROBABILITIES]
            --outputs  | probabilities | are these logits?
            --mean     | 0.5,0.5       | --mean must be three numbers, red, green and blue, was [0.5, 0.5]
            --mean     | a,b,c         | 'a' is not a double
            --mean     |               | --mean is absent, allowed are three numbers
            --mean     | 123.7,116.3,103.5 | --mean is '[123.7, 116.3, 103.5]', allowed are numbers for samples of 0 to 1
            --std      | 58,57,57      | divide those for 0 to 255 by 255
            --std      | 0,1,1         | std must be numbers above 0, was [0.0, 1.0, 1.0]
            --type     | uint8         | allowed are none with --type uint8
            --resize   | fit           | expected one of [stretch, fit-shortest, letterbox] but was 'fit'
            --smoothing | area         | expected one of [none, bilinear, bicubic] but was 'area'
            --crop     | 0             | crop must be 0.0625 to 1, was 0.0
            --padding  | 256           | padding must be 0 to 255, was 256
            --alpha    | 0             | alpha of variant a must be above 0, at most 10, was '0.0'
            --weight   | -1            | weight of variant a must be above 0, at most 1000.0, was '-1.0'
            --family-version | one     | version of family colours must be major.minor.micro, was 'one'
            --group    | no-such-group-here | there is no group 'no-such-group-here' on this machine
            --out      | LABELS        | which is a file; allowed is a folder
            """)
    void import_mistakenOption_isRefused(String option, String value, String reason) {
        String path = value == null
                ? null
                : value.replace("LABELS", labels.toString()).replace("ONNX", onnx.toString());

        assertMistake(reason, option, path);

        assertFalse(Files.exists(out));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, -1})
    void import_truncatedFile_isRefusedAndNothingIsWritten(int length) throws IOException {
        byte[] whole = ColourClassifier.nchw().onnx();
        Files.write(onnx, Arrays.copyOf(whole, length < 0 ? whole.length + length : length));

        assertMistake("net.onnx: no ONNX file: ", "--variant", "a");

        assertFalse(Files.exists(out));
    }

    @ParameterizedTest
    @CsvSource({"504b0304, no ONNX file but a zip", "89484446, no ONNX file but HDF5"})
    void import_modelBeforeItsExport_isRefusedNamingWhatExportsIt(String start, String reason) throws IOException {
        Files.write(onnx, Arrays.copyOf(HexFormat.of().parseHex(start), 1000));

        assertMistake(reason, "--variant", "a");
    }

    @Test
    void import_intoAFolderOfRubbish_isRefused() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("family.json"), "{}");

        assertMistake("family.json: labels must be 2..65536, were 0", "--variant", "a");
    }

    @Test
    void import_nameOfAnotherVariantsModel_isRefused() throws IOException {
        assertImported("--variant", "a");
        String json = Files.readString(out.resolve("family.json"));
        Files.writeString(out.resolve("family.json"), json.replace("\"a.onnx\"", "\"b.onnx\""));

        assertMistake("b.onnx is the model of variant 'a'", "--variant", "b");
    }
}
