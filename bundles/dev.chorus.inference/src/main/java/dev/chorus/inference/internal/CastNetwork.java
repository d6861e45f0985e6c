package dev.chorus.inference.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * An ONNX file of one Cast node, for tensors of any shape. The numbers of fields are those of {@code onnx.proto}; it is
 * written by hand because gateways have no library for it.
 */
final class CastNetwork {

    static final String INPUT = "signed";
    static final String OUTPUT = "unsigned";

    private static final int IR_VERSION = 9;
    private static final int OPSET = 18;
    private static final int INT_ATTRIBUTE = 2;

    private CastNetwork() {}

    /**
     * The content of the file.
     *
     * @param from what it takes, by its number in {@code TensorProto.DataType}
     * @param to what it gives
     */
    static byte[] onnx(int from, int to) {
        byte[] attribute = new Message()
                .text(1, "to")
                .number(3, to)
                .number(20, INT_ATTRIBUTE)
                .bytes();
        byte[] node = new Message()
                .text(1, INPUT)
                .text(2, OUTPUT)
                .text(4, "Cast")
                .message(5, attribute)
                .bytes();
        byte[] graph = new Message()
                .message(1, node)
                .text(2, "cast")
                .message(11, value(INPUT, from))
                .message(12, value(OUTPUT, to))
                .bytes();
        return new Message()
                .number(1, IR_VERSION)
                .message(7, graph)
                .message(8, new Message().number(2, OPSET).bytes())
                .bytes();
    }

    private static byte[] value(String name, int type) {
        byte[] tensor = new Message().number(1, type).bytes();
        return new Message()
                .text(1, name)
                .message(2, new Message().message(1, tensor).bytes())
                .bytes();
    }

    /** A protobuf message. */
    private static final class Message {

        private static final int VARINT = 0;
        private static final int LENGTH = 2;
        private static final int SEVEN_BITS = 0x7F;

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, int value) {
            varint(field << 3 | VARINT);
            varint(value);
            return this;
        }

        Message text(int field, String value) {
            return message(field, value.getBytes(StandardCharsets.US_ASCII));
        }

        Message message(int field, byte[] value) {
            varint(field << 3 | LENGTH);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        private void varint(int value) {
            int rest = value;
            while (rest > SEVEN_BITS) {
                out.write(rest & SEVEN_BITS | SEVEN_BITS + 1);
                rest >>>= 7;
            }
            out.write(rest);
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
