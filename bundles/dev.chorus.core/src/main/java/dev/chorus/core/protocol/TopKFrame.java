package dev.chorus.core.protocol;

import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.topk.Score;
import dev.chorus.core.topk.TopK;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Reads and writes the binary form of a {@link TopKResult} ({@code docs/protocol.md}, "The Top-k frame"). Stateless.
 */
public final class TopKFrame {

    private static final byte MAGIC = (byte) 0xC7;
    private static final byte VERSION = 1;
    private static final int FIXED_HEADER_LENGTH = 16;
    private static final int ENTRY_LENGTH = 4;
    private static final int ID_LENGTH_MASK = 0x0F;
    private static final int DERIVED_FLAG = 0x10;
    private static final int RESERVED_FLAGS = 0xE0;

    private TopKFrame() {}

    /** Encodes a result; 16 bytes, the id, and 4 bytes for each class. */
    public static byte[] encode(TopKResult result) {
        int k = result.isRefusal() ? 0 : result.topK().k();
        byte[] id = result.id().bytes();
        ByteBuffer frame = ByteBuffer.allocate(FIXED_HEADER_LENGTH + id.length + ENTRY_LENGTH * Math.max(1, k));
        frame.put(MAGIC).put(VERSION);
        frame.put((byte) (id.length - 1 | (result.id().isDerived() ? DERIVED_FLAG : 0)));
        frame.put((byte) k);
        frame.putLong(result.fingerprint().bits());
        frame.putShort((short) result.age().toMillis());
        frame.putShort((short) result.deadline().toMillis());
        frame.put(id);
        if (result.isRefusal()) {
            frame.putShort((short) result.refusal().code()).putShort((short) 0);
        }
        for (int rank = 0; rank < k; rank++) {
            frame.putShort((short) result.topK().classAt(rank));
            frame.putShort((short) Score.toFixedPoint(result.topK().scoreAt(rank)));
        }
        return frame.array();
    }

    /**
     * Decodes the message of a peer.
     *
     * @throws MalformedPayloadException naming the fault; the only exception thrown, whatever the bytes
     */
    public static TopKResult decode(byte[] payload) throws MalformedPayloadException {
        if (payload.length < FIXED_HEADER_LENGTH) {
            throw new MalformedPayloadException(
                    "frame must have at least " + FIXED_HEADER_LENGTH + " bytes, has " + payload.length);
        }
        ByteBuffer frame = ByteBuffer.wrap(payload);
        byte magic = frame.get();
        byte version = frame.get();
        if (magic != MAGIC || version != VERSION) {
            throw new MalformedPayloadException(
                    String.format("frame must begin with c7 01, began with %02x %02x", magic, version));
        }
        int flags = frame.get();
        if ((flags & RESERVED_FLAGS) != 0) {
            throw new MalformedPayloadException(
                    String.format("bits 5 to 7 of the flags must be zero, flags were %02x", flags & 0xFF));
        }
        int k = frame.get() & 0xFF;
        int idLength = (flags & ID_LENGTH_MASK) + 1;
        int length = FIXED_HEADER_LENGTH + idLength + ENTRY_LENGTH * Math.max(1, k);
        if (payload.length != length) {
            throw new MalformedPayloadException(
                    "frame must have " + length + " bytes according to its header, has " + payload.length);
        }
        return decodeBody(frame, k, idLength, (flags & DERIVED_FLAG) != 0);
    }

    private static TopKResult decodeBody(ByteBuffer frame, int k, int idLength, boolean derived)
            throws MalformedPayloadException {
        Fingerprint fingerprint = new Fingerprint(frame.getLong());
        Duration age = Duration.ofMillis(frame.getShort() & 0xFFFF);
        Duration deadline = Duration.ofMillis(frame.getShort() & 0xFFFF);
        byte[] id = new byte[idLength];
        frame.get(id);
        RequestId requestId = RequestId.ofBytes(id, derived);
        try {
            return k == 0
                    ? TopKResult.refusal(requestId, fingerprint, age, deadline, decodeRefusal(frame))
                    : TopKResult.answer(requestId, fingerprint, age, deadline, decodeTopK(frame, k));
        } catch (IllegalArgumentException e) {
            throw new MalformedPayloadException(e.getMessage());
        }
    }

    private static Refusal decodeRefusal(ByteBuffer frame) {
        return Refusal.ofCode(frame.getShort() & 0xFFFF);
    }

    private static TopK decodeTopK(ByteBuffer frame, int k) {
        int[] classes = new int[k];
        float[] scores = new float[k];
        for (int rank = 0; rank < k; rank++) {
            classes[rank] = frame.getShort() & 0xFFFF;
            scores[rank] = Score.fromFixedPoint(frame.getShort() & 0xFFFF);
        }
        return TopK.of(classes, scores);
    }
}
