package dev.chorus.inference.internal;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.chorus.inference.api.ElementType;
import dev.chorus.inference.api.ModelRefusedException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Makes tensors of UINT16, UINT32 and UINT64. ONNX Runtime's Java interface makes none of these types, but it has an
 * operator that does: a network of this one node casts the signed numbers of the same bits.
 */
final class UnsignedCasts implements AutoCloseable {

    private final Map<ElementType, OnnxSession> sessions = new EnumMap<>(ElementType.class);

    /** Loads what a type needs, once. Not for several threads. */
    void prepare(SessionOpener opener, ElementType type) throws ModelRefusedException {
        if (isFor(type) && !sessions.containsKey(type)) {
            sessions.put(type, opener.open(CastNetwork.onnx(signed(type), number(type))));
        }
    }

    /** Whether tensors of that type are made here. */
    boolean isFor(ElementType type) {
        return type == ElementType.UINT16 || type == ElementType.UINT32 || type == ElementType.UINT64;
    }

    /**
     * Casts.
     *
     * @param tensor signed numbers of the same bits
     * @param type that was {@linkplain #prepare prepared}
     * @return its first value is the tensor; to be closed after that was used
     */
    OrtSession.Result cast(OnnxTensor tensor, ElementType type) throws OrtException {
        return sessions.get(type).run(Map.of(CastNetwork.INPUT, tensor), Set.of(CastNetwork.OUTPUT));
    }

    private static int signed(ElementType unsigned) {
        return switch (unsigned) {
            case UINT16 -> 5;
            case UINT32 -> 6;
            default -> 7;
        };
    }

    /** Numbers of types in ONNX files ({@code TensorProto.DataType}). */
    private static int number(ElementType unsigned) {
        return switch (unsigned) {
            case UINT16 -> 4;
            case UINT32 -> 12;
            default -> 13;
        };
    }

    @Override
    public void close() {
        sessions.values().forEach(OnnxSession::close);
    }
}
