package dev.chorus.tools.testmodels;

import static dev.chorus.tools.testmodels.Protos.UINT8;
import static dev.chorus.tools.testmodels.Protos.longs;
import static dev.chorus.tools.testmodels.Protos.node;
import static dev.chorus.tools.testmodels.Protos.value;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import com.google.protobuf.ByteString;

/** Nothing but the resizing that our trainer puts at the head of its graphs. */
public final class ResizeModel {

    private ResizeModel() {}

    /** From {@code picture}, uint8 {@code [1, height, width, 3]}, to {@code resized}, uint8 {@code [1, side, side, 3]}. */
    public static byte[] onnx(int side) {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("resize");
        graph.addInput(value("picture", UINT8, 1, -1, -1, 3));
        graph.addInitializer(longs("sizes", 1, side, side, 3));
        graph.addNode(node("Resize", "resized", "picture", "", "", "sizes")
                .addAttribute(text("mode", "linear"))
                .addAttribute(text("coordinate_transformation_mode", "half_pixel")));
        graph.addOutput(value("resized", UINT8, 1, side, side, 3));
        return Protos.file(graph);
    }

    private static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }
}
