package dev.chorus.tools.importer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.ModelInterface.Layout;
import dev.chorus.core.family.ModelInterface.Outputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What an ONNX file holds, read without running it. */
final class OnnxFile {

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F'};

    /** The newest one that ONNX Runtime 1.28 takes; a test tries them all. */
    static final int MAX_OPSET = 26;

    private final ModelProto model;
    private final byte[] bytes;
    private final List<TensorProto> initializers = new ArrayList<>();

    private OnnxFile(ModelProto model, byte[] bytes) {
        this.model = model;
        this.bytes = bytes;
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
            return new OnnxFile(model, onnx);
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

    /**
     * This with the data that is in other files.
     *
     * @param path of the file
     * @param notes gets a line for each other file
     * @throws IllegalArgumentException as {@link ExternalData#join}
     * @throws IOException if another file cannot be read
     */
    OnnxFile joined(Path path, List<String> notes) throws IOException {
        ModelProto whole = ExternalData.join(model, path, notes);
        return whole == model ? this : new OnnxFile(whole, whole.toByteArray());
    }

    /**
     * This with the ends that gateways take.
     *
     * @param notes gets a line for what is changed
     */
    OnnxFile adapted(ModelInput input, Layout layout, int side, int classes, List<String> notes) {
        return new GraphAdapter(model, notes)
                .adapt(input, layout, side, classes)
                .map(changed -> new OnnxFile(changed, changed.toByteArray()))
                .orElse(this);
    }

    /** The content of the file, as it was read where nothing was to be changed; not copied. */
    byte[] bytes() {
        return bytes;
    }

    /** The input for pictures. */
    ModelInput input() {
        return ModelInput.of(model.getGraph());
    }

    /** How many numbers the first output gives that gives one for each class; empty if that is not fixed. */
    OptionalInt classes() {
        for (ValueInfoProto output : model.getGraph().getOutputList()) {
            List<Long> shape = ModelInput.shape(output);
            long length = shape.isEmpty() ? 0 : shape.get(Math.min(1, shape.size() - 1));
            if (length >= 2 && length <= LabelSet.MAX_LABELS) {
                return OptionalInt.of((int) length);
            }
        }
        return OptionalInt.empty();
    }

    /** The class names that are in the file. */
    Optional<ModelLabels> labels() {
        return ModelLabels.of(model);
    }

    /**
     * Looks for what an export got wrong.
     *
     * @param meant what the outputs are said to be; empty if nothing is said
     * @throws IllegalArgumentException if something is found
     */
    void check(Optional<Outputs> meant) {
        refuseNewerOpset();
        ExportCheck check = new ExportCheck(model);
        check.refuseTrainingMode();
        meant.ifPresent(check::refuseSoftmaxBefore);
    }

    private void refuseNewerOpset() {
        for (OperatorSetIdProto opset : model.getOpsetImportList()) {
            boolean isOnnx = opset.getDomain().isEmpty() || opset.getDomain().equals("ai.onnx");
            if (isOnnx && opset.getVersion() > MAX_OPSET) {
                throw new IllegalArgumentException("opset must be at most " + MAX_OPSET
                        + ", which ONNX Runtime on gateways has, was " + opset.getVersion());
            }
        }
    }

    /** How many numbers the initializers hold: weights, and the few constants that an export leaves among them. */
    long parameters() {
        return initializers.stream()
                .mapToLong(tensor -> tensor.getDimsList().stream().reduce(1L, Math::multiplyExact))
                .sum();
    }
}
