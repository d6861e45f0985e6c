package dev.chorus.tools.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.chorus.inference.api.OnnxRuntime;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExternalDataTest extends ImportFixture {

    private static final String NAME = "net.onnx.data";

    @Test
    void import_twoFiles_becomeOneThatClassifies() throws IOException {
        byte[] before = new byte[64];
        Files.write(data(), concatenated(before, Exports.weightBytes(), before));
        Files.write(
                onnx,
                Exports.planes()
                        .external("location", NAME, "offset", "64", "length", "36")
                        .onnx());

        assertImported();

        assertTrue(said.toString().startsWith("joined with net.onnx.data: 36 bytes"), said.toString());
        TensorProto weights = Exports.parsed(Files.readAllBytes(out.resolve("a.onnx")))
                .getGraph()
                .getInitializer(0);
        assertEquals(Exports.weights(), weights);
    }

    @Test
    void import_secondFileInAFolderBelow_isJoined() throws IOException {
        Files.createDirectories(onnx.resolveSibling("weights"));
        Files.write(onnx.resolveSibling("weights/w.bin"), Exports.weightBytes());
        Files.write(
                onnx, Exports.planes().external("location", "./weights/w.bin").onnx());

        assertImported();
    }

    @Test
    void import_externalDataInAConstantOfASubgraph_isJoined() throws IOException {
        Files.write(data(), Exports.weightBytes());
        Exports export = Exports.planes().external("location", NAME);
        TensorProto[] weights = new TensorProto[1];
        export.graph(graph -> {
            weights[0] = graph.getInitializer(0);
            graph.removeInitializer(0);
            graph.addNode(
                    0,
                    Exports.node("Constant", Exports.WEIGHTS).toBuilder()
                            .addAttribute(AttributeProto.newBuilder()
                                    .setName("value")
                                    .setType(AttributeType.TENSOR)
                                    .setT(weights[0])));
        });
        Files.write(onnx, export.onnx());

        assertImported();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            location,../net.onnx.data                   | '../net.onnx.data', required is a file in the model's folder
            location,weights/../../net.onnx.data        | required is a file in the model's folder, without '..'
            location,/etc/passwd                        | '/etc/passwd', required is a file in the model's folder
            location,C:\\net.onnx.data                | required is a file in the model's folder
            location,..\\net.onnx.data                | required is a file in the model's folder
            location,                                   | required is a file in the model's folder
            offset,0                                    | has its data in '', required is a file in the model's folder
            location,other.data                         | a second file, 'other.data', which is not in
            location,sub                                | has its data in 'sub', which is no file
            location,net.onnx.data,length,35            | of shape [3, 3] has 35 bytes of external data, required are 36
            location,net.onnx.data,offset,1             | of shape [3, 3] has 35 bytes of external data, required are 36
            location,net.onnx.data,offset,1,length,36   | needs 36 bytes from byte 1 of 'net.onnx.data' on, which has 36
            location,net.onnx.data,offset,-1            | external data with offset '-1', required is a whole number
            location,net.onnx.data,offset,9999999999999999999 | required is a whole number
            location,net.onnx.data,offset,100,length,36 | needs 36 bytes from byte 100 of
            location,net.onnx.data,location,x           | has external data 'location', required are
            location,net.onnx.data,basepath,/etc        | has external data 'basepath', required are
            """)
    void import_wrongExternalData_isRefusedAndNothingIsWritten(String entries, String reason) throws IOException {
        Files.createDirectories(onnx.resolveSibling("sub"));
        Files.write(data(), Exports.weightBytes());
        Files.write(onnx.resolveSibling("../net.onnx.data").normalize(), Exports.weightBytes());
        Files.write(onnx, Exports.planes().external(entries.split(",", -1)).onnx());

        assertMistake(reason);

        assertFalse(Files.exists(out));
    }

    @Test
    void import_linkOutOfTheFolder_isRefused() throws IOException {
        Path outside = Files.createTempFile("outside", ".data");
        try {
            Files.write(outside, Exports.weightBytes());
            Files.createSymbolicLink(data(), outside);
            Files.write(onnx, Exports.planes().external("location", NAME).onnx());

            assertMistake("'net.onnx.data', a link to a file outside of ");
        } finally {
            Files.delete(outside);
        }
    }

    @Test
    void import_linkedFolder_isRefused() throws IOException {
        Path outside = Files.createTempDirectory("outside");
        try {
            Files.write(outside.resolve("w"), Exports.weightBytes());
            Files.createSymbolicLink(onnx.resolveSibling("sub"), outside);
            Files.write(onnx, Exports.planes().external("location", "sub/w").onnx());

            assertMistake("'sub/w', a link to a file outside of ");
        } finally {
            Files.delete(outside.resolve("w"));
            Files.delete(outside);
        }
    }

    @Test
    void import_linkWithinTheFolder_isJoined() throws IOException {
        Files.write(onnx.resolveSibling("w"), Exports.weightBytes());
        Files.createSymbolicLink(data(), Path.of("w"));
        Files.write(onnx, Exports.planes().external("location", NAME).onnx());

        assertImported();
    }

    /** Tensors that share bytes of a small file must not grow beyond the limit; a sparse file stands for a large one. */
    @Test
    void import_tooMuchData_isRefusedBeforeItIsRead() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(data().toFile(), "rw")) {
            file.setLength(OnnxRuntime.MAX_MODEL_BYTES);
        }
        long floats = OnnxRuntime.MAX_MODEL_BYTES / 4;
        Exports export = Exports.planes().external("location", NAME);
        export.graph(graph -> graph.getInitializerBuilder(0).clearDims().addDims(floats));
        Files.write(onnx, export.onnx());

        assertMistake("model and 'net.onnx.data' together must have at most 536870912 bytes");
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775807, 2", "-3, 3", "4294967296, 4294967296"})
    void import_shapesBeyondAllBounds_areRefused(long first, long second) throws IOException {
        Files.write(data(), Exports.weightBytes());
        Exports export = Exports.planes().external("location", NAME);
        export.graph(graph ->
                graph.getInitializerBuilder(0).clearDims().addDims(first).addDims(second));
        Files.write(onnx, export.onnx());

        assertMistake("has 36 bytes of external data");
    }

    private Path data() {
        return onnx.resolveSibling(NAME);
    }

    private static byte[] concatenated(byte[]... parts) {
        byte[] all = new byte[0];
        for (byte[] part : parts) {
            int end = all.length;
            all = Arrays.copyOf(all, end + part.length);
            System.arraycopy(part, 0, all, end, part.length);
        }
        return all;
    }
}
