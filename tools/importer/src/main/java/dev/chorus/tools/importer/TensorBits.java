package dev.chorus.tools.importer;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

/** How many bits an element of a tensor has. */
final class TensorBits {

    private TensorBits() {}

    /**
     * By the number of a data type in {@code onnx.proto}.
     *
     * @return 0 for texts and for types that are not known here; ONNX Runtime judges those
     */
    static int of(int type) {
        return switch (type) {
            case DataType.BOOL_VALUE, DataType.INT8_VALUE, DataType.UINT8_VALUE -> 8;
            case DataType.FLOAT16_VALUE, DataType.BFLOAT16_VALUE, DataType.INT16_VALUE, DataType.UINT16_VALUE -> 16;
            case DataType.FLOAT_VALUE, DataType.INT32_VALUE, DataType.UINT32_VALUE -> 32;
            case DataType.DOUBLE_VALUE, DataType.INT64_VALUE, DataType.UINT64_VALUE, DataType.COMPLEX64_VALUE -> 64;
            case DataType.COMPLEX128_VALUE -> 128;
            default -> 0;
        };
    }
}
