package dev.chorus.tools.importer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.chorus.core.family.ModelInterface.Outputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What an ONNX file holds, read without running it. */
final class OnnxFile {

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F'};

    private final ModelProto model;
    private final List<TensorProto> initializers = new ArrayList<>();

    private OnnxFile(ModelProto model) {
        this.model = model;
        collect(model.getGraph());
    }

    /** @throws IllegalArgumentException if the bytes are no ONNX file */
    static OnnxFile parse(byte[] onnx) {
        if (beginsWith(ZIP, onnx)) {
            throw new IllegalArgumentException(
                    "no ONNX file but a zip, such as torch.save and Keras write; allowed is what"
                            + " torch.onnx.export or tf2onnx make of the network");
        }
        if (beginsWith(HDF5, onnx)) {
            throw new IllegalArgumentException(
                    "no ONNX file but HDF5, such as Keras writes; allowed is what tf2onnx makes of the network");
        }
        try {
            ModelProto model = ModelProto.parseFrom(onnx);
            if (model.getGraph().getNodeCount() == 0) {
                throw new IllegalArgumentException("no ONNX file: it has no graph");
            }
            return new OnnxFile(model);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("no ONNX file: " + e.getMessage(), e);
        }
    }

    private static boolean beginsWith(byte[] start, byte[] content) {
        return content.length >= start.length && Arrays.equals(start, 0, start.length, content, 0, start.length);
    }

    private void collect(GraphProto any) {
        initializers.addAll(any.getInitializerList());
        for (NodeProto node : any.getNodeList()) {
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasG()) {
                    collect(attribute.getG());
                }
                attribute.getGraphsList().forEach(this::collect);
            }
        }
    }

    /** What it gives, in its order. */
    List<String> outputs() {
        return model.getGraph().getOutputList().stream()
                .map(ValueInfoProto::getName)
                .toList();
    }

    /**
     * Looks for what an export got wrong.
     *
     * @param meant what the outputs are said to be
     * @throws IllegalArgumentException if something is found
     */
    void check(Outputs meant) {
        ExportCheck check = new ExportCheck(model);
        check.refuseOtherNumbers();
        check.refuseTrainingMode();
        check.refuseSoftmaxBefore(meant);
    }

    /** How many numbers the initializers hold: weights, and the few constants that an export leaves among them. */
    long parameters() {
        return initializers.stream()
                .mapToLong(tensor -> tensor.getDimsList().stream().reduce(1L, Math::multiplyExact))
                .sum();
    }
}
