package dev.chorus.inference.internal;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.chorus.inference.api.ElementType;
import dev.chorus.inference.api.TensorArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Between our arrays and ONNX Runtime's tensors. Stateless. */
final class OrtElements {

    private OrtElements() {}

    /** What the elements are; empty where {@link ElementType} has no name for it. */
    static Optional<ElementType> type(TensorInfo info) {
        return Optional.ofNullable(
                switch (info.onnxType) {
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> ElementType.BOOL;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> ElementType.INT8;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> ElementType.INT16;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> ElementType.INT32;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> ElementType.INT64;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> ElementType.UINT8;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> ElementType.UINT16;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> ElementType.UINT32;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> ElementType.UINT64;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> ElementType.FP32;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> ElementType.FP64;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING -> ElementType.BYTES;
                    default -> null;
                });
    }

    /** As declared, or as it is. */
    static List<Long> shape(TensorInfo info) {
        return Arrays.stream(info.getShape()).boxed().toList();
    }

    /**
     * Copies elements out of the heap. Unsigned ones of more than 8 bits become signed ones of the same bits: ONNX Runtime
     * makes no others from Java.
     *
     * @return to be closed
     */
    static OnnxTensor create(OrtEnvironment environment, TensorArray array) throws OrtException {
        long[] shape = array.shape().stream().mapToLong(Long::longValue).toArray();
        if (array.elements() instanceof byte[] bytes) {
            return OnnxTensor.createTensor(environment, direct(bytes.length, 1).put(0, bytes), shape, byteType(array));
        } else if (array.elements() instanceof short[] shorts) {
            return OnnxTensor.createTensor(
                    environment,
                    direct(shorts.length, Short.BYTES).asShortBuffer().put(0, shorts),
                    shape);
        } else if (array.elements() instanceof int[] ints) {
            return OnnxTensor.createTensor(
                    environment,
                    direct(ints.length, Integer.BYTES).asIntBuffer().put(0, ints),
                    shape);
        } else if (array.elements() instanceof long[] longs) {
            return OnnxTensor.createTensor(
                    environment, direct(longs.length, Long.BYTES).asLongBuffer().put(0, longs), shape);
        } else if (array.elements() instanceof float[] floats) {
            return OnnxTensor.createTensor(
                    environment,
                    direct(floats.length, Float.BYTES).asFloatBuffer().put(0, floats),
                    shape);
        } else if (array.elements() instanceof double[] doubles) {
            return OnnxTensor.createTensor(
                    environment,
                    direct(doubles.length, Double.BYTES).asDoubleBuffer().put(0, doubles),
                    shape);
        }
        return OnnxTensor.createTensor(environment, (String[]) array.elements(), shape);
    }

    private static OnnxJavaType byteType(TensorArray array) {
        return switch (array.type()) {
            case BOOL -> OnnxJavaType.BOOL;
            case UINT8 -> OnnxJavaType.UINT8;
            default -> OnnxJavaType.INT8;
        };
    }

    private static ByteBuffer direct(int length, int bytesEach) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(length, bytesEach)).order(ByteOrder.nativeOrder());
    }

    /**
     * Copies elements onto the heap.
     *
     * @param type of the tensor
     * @param size how many there are
     * @return an array as {@link ElementType} says
     */
    static Object read(OnnxTensor tensor, ElementType type, int size) throws OrtException {
        switch (type) {
            case BOOL, INT8, UINT8 -> {
                byte[] bytes = new byte[size];
                tensor.getByteBuffer().get(bytes);
                return bytes;
            }
            case INT16, UINT16 -> {
                short[] shorts = new short[size];
                tensor.getShortBuffer().get(shorts);
                return shorts;
            }
            case INT32, UINT32 -> {
                int[] ints = new int[size];
                tensor.getIntBuffer().get(ints);
                return ints;
            }
            case INT64, UINT64 -> {
                long[] longs = new long[size];
                tensor.getLongBuffer().get(longs);
                return longs;
            }
            case FP32 -> {
                float[] floats = new float[size];
                tensor.getFloatBuffer().get(floats);
                return floats;
            }
            case FP64 -> {
                double[] doubles = new double[size];
                tensor.getDoubleBuffer().get(doubles);
                return doubles;
            }
            default -> {
                String[] texts = new String[size];
                fill(texts, 0, tensor.getValue());
                return texts;
            }
        }
    }

    /** From the nested arrays in which texts come, or the one text of a scalar. */
    private static int fill(String[] texts, int from, Object nested) {
        if (nested instanceof Object[] array) {
            int at = from;
            for (Object part : array) {
                at = fill(texts, at, part);
            }
            return at;
        }
        texts[from] = (String) nested;
        return from + 1;
    }
}
