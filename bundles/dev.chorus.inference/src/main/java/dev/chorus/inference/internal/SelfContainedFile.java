package dev.chorus.inference.internal;

import dev.chorus.inference.api.ModelRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Checks that an ONNX file has all of its data in itself. ONNX Runtime opens any file that a tensor names as its external data,
 * in the working directory of a model that is loaded from memory. That file is outside of the checksum in {@code family.json}.
 *
 * <p>Reads the protobuf encoding by hand, because gateways have no library for it, and visits every message of
 * {@code onnx.proto} that may contain a tensor. Numbers of fields are those of {@code onnx.proto}. An encoding that other
 * readers may understand differently (groups, fields that go beyond their message, nesting beyond the limit of protobuf)
 * is refused. Stateless.
 */
public final class SelfContainedFile {

    /** The model format of ONNX Runtime's own, which does not need to be valid protobuf. */
    private static final byte[] ORT_FORMAT = "ORTM".getBytes(StandardCharsets.US_ASCII);

    private static final int ORT_FORMAT_AT = 4;

    /** As protobuf's own readers have it. */
    private static final int MAX_DEPTH = 100;

    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_DATA_LOCATION = 14;

    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH = 2;
    private static final int FOUR_BYTES = 5;

    /** The messages on the way to a tensor. */
    private enum Message {
        TENSOR,
        SPARSE_TENSOR,
        ATTRIBUTE,
        NODE,
        GRAPH,
        FUNCTION,
        TRAINING,
        MODEL;

        /** What a field holds; null if that is no message on the way to a tensor. */
        Message of(int field) {
            return FIELDS.get(this).get(field);
        }
    }

    private static final Map<Message, Map<Integer, Message>> FIELDS = Map.of(
            Message.TENSOR,
            Map.of(),
            Message.SPARSE_TENSOR,
            Map.of(1, Message.TENSOR, 2, Message.TENSOR),
            Message.ATTRIBUTE,
            Map.of(
                    5, Message.TENSOR,
                    6, Message.GRAPH,
                    10, Message.TENSOR,
                    11, Message.GRAPH,
                    22, Message.SPARSE_TENSOR,
                    23, Message.SPARSE_TENSOR),
            Message.NODE,
            Map.of(5, Message.ATTRIBUTE),
            Message.GRAPH,
            Map.of(1, Message.NODE, 5, Message.TENSOR, 15, Message.SPARSE_TENSOR),
            Message.FUNCTION,
            Map.of(7, Message.NODE, 11, Message.ATTRIBUTE),
            Message.TRAINING,
            Map.of(1, Message.GRAPH, 2, Message.GRAPH),
            Message.MODEL,
            Map.of(7, Message.GRAPH, 20, Message.TRAINING, 25, Message.FUNCTION));

    private final byte[] onnx;
    private int at;

    private SelfContainedFile(byte[] onnx) {
        this.onnx = onnx;
    }

    /**
     * Checks a file.
     *
     * @throws ModelRefusedException if a tensor has its data elsewhere, or the bytes are no ONNX file
     */
    public static void check(byte[] onnx) throws ModelRefusedException {
        int end = ORT_FORMAT_AT + ORT_FORMAT.length;
        if (onnx.length >= end && Arrays.equals(ORT_FORMAT, Arrays.copyOfRange(onnx, ORT_FORMAT_AT, end))) {
            throw new ModelRefusedException("not loadable: format is ORT, required is ONNX");
        }
        new SelfContainedFile(onnx).message(Message.MODEL, onnx.length, 0);
    }

    private void message(Message kind, int end, int depth) throws ModelRefusedException {
        if (depth > MAX_DEPTH) {
            throw malformed("messages are nested deeper than " + MAX_DEPTH);
        }
        int begin = at;
        boolean external = false;
        while (at < end) {
            long tag = varint(end);
            if (tag >>> 3 == 0 || tag >>> 32 != 0) {
                throw malformed("the number of a field is " + (tag >>> 3));
            }
            int field = (int) (tag >>> 3);
            switch ((int) tag & 7) {
                case VARINT -> {
                    long value = varint(end);
                    // Readers keep the lower half of a number that is too large.
                    external |= kind == Message.TENSOR && field == TENSOR_DATA_LOCATION && (int) value != 0;
                }
                case EIGHT_BYTES -> skip(Long.BYTES, end);
                case FOUR_BYTES -> skip(Integer.BYTES, end);
                case LENGTH -> {
                    int length = length(end);
                    Message nested = kind.of(field);
                    if (nested == null) {
                        skip(length, end);
                    } else {
                        message(nested, at + length, depth + 1);
                    }
                }
                default -> throw malformed("a field has the wire type " + (tag & 7));
            }
        }
        if (external) {
            throw new ModelRefusedException("not loadable: tensor '" + name(begin, end)
                    + "' has its data in another file (external data); required is one file with all of it, as"
                    + " onnx.save(onnx.load(FILE), OTHER) writes");
        }
    }

    /** The name of a tensor that has been read already. */
    private String name(int begin, int end) throws ModelRefusedException {
        at = begin;
        String name = "";
        while (at < end) {
            long tag = varint(end);
            switch ((int) tag & 7) {
                case VARINT -> varint(end);
                case EIGHT_BYTES -> skip(Long.BYTES, end);
                case FOUR_BYTES -> skip(Integer.BYTES, end);
                default -> {
                    int length = length(end);
                    if (tag >>> 3 == TENSOR_NAME) {
                        name = new String(onnx, at, length, StandardCharsets.UTF_8);
                    }
                    skip(length, end);
                }
            }
        }
        return name;
    }

    private int length(int end) throws ModelRefusedException {
        long length = varint(end);
        if (length < 0 || length > end - at) {
            throw malformed("it is cut off");
        }
        return (int) length;
    }

    private void skip(int bytes, int end) throws ModelRefusedException {
        if (bytes > end - at) {
            throw malformed("it is cut off");
        }
        at += bytes;
    }

    private long varint(int end) throws ModelRefusedException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at >= end) {
                throw malformed("it is cut off");
            }
            byte next = onnx[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw malformed("a number has more than 64 bits");
    }

    private static ModelRefusedException malformed(String why) {
        return new ModelRefusedException("not loadable: no ONNX file, " + why);
    }
}
