package dev.chorus.tools.testmodels;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Pieces of ONNX graphs. */
final class Protos {

    static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;
    static final int UINT8 = TensorProto.DataType.UINT8_VALUE;
    static final int INT32 = TensorProto.DataType.INT32_VALUE;
    static final int INT64 = TensorProto.DataType.INT64_VALUE;
    static final int FLOAT16 = TensorProto.DataType.FLOAT16_VALUE;

    private Protos() {}

    static byte[] file(GraphProto.Builder graph) {
        return file(graph, 0);
    }

    static byte[] file(GraphProto.Builder graph, long version) {
        return ModelProto.newBuilder()
                .setIrVersion(9)
                .setModelVersion(version)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(18))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    static NodeProto.Builder node(String type, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(type)
                .addAllInput(List.of(inputs))
                .addOutput(output);
    }

    static AttributeProto whole(String name, int value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static TensorProto longs(String name, long... values) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(INT64).addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        return tensor.build();
    }

    static TensorProto trues(String name, int length) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.BOOL_VALUE)
                .addDims(length)
                .addAllInt32Data(Collections.nCopies(length, 1))
                .build();
    }

    static TensorProto scalar(String name, float value) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(FLOAT)
                .addFloatData(value)
                .build();
    }

    static TensorProto zeroByte(String name) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(UINT8)
                .addInt32Data(0)
                .build();
    }

    static TensorProto yes() {
        return TensorProto.newBuilder()
                .setDataType(TensorProto.DataType.BOOL_VALUE)
                .addInt32Data(1)
                .build();
    }

    static TensorProto diagonal(String name, int side, float value) {
        return diagonal(name, side, side, value).build();
    }

    static TensorProto.Builder diagonal(String name, int rows, int columns, float value) {
        List<Float> values = new ArrayList<>(Collections.nCopies(rows * columns, 0f));
        for (int at = 0; at < Math.min(rows, columns); at++) {
            values.set(at * columns + at, value);
        }
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(FLOAT)
                .addDims(rows)
                .addDims(columns)
                .addAllFloatData(values);
    }

    /** @param shape -1 where the length is open */
    static ValueInfoProto value(String name, int type, int... shape) {
        TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
        for (int dim : shape) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            dims.addDim(dim < 0 ? dimension.setDimParam("any" + dims.getDimCount()) : dimension.setDimValue(dim));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder()
                                .setElemType(type)
                                .setShape(dims)))
                .build();
    }
}
