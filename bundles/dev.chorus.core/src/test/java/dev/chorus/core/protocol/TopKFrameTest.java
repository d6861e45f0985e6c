package dev.chorus.core.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.topk.TopK;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopKFrameTest {

    private static final Fingerprint FINGERPRINT = new Fingerprint(0x0123456789abcdefL);

    @Test
    void encode_example_isTheOneOfTheProtocolPage() throws IOException {
        LabelSet labels = new LabelSet(List.of("bolt", "nut", "washer"));
        byte[] frame = TopKFrame.encode(TopKResult.answer(
                RequestId.of("42".getBytes(StandardCharsets.US_ASCII), new byte[0]),
                labels.fingerprint(),
                Duration.ofMillis(7),
                Duration.ofMillis(1000),
                TopK.of(new int[] {1, 0}, new float[] {0.75f, 0.2f})));

        String page = Files.readString(Path.of("../../docs/protocol.md"));

        String hex = HexFormat.ofDelimiter(" ").formatHex(frame);
        assertTrue(page.contains("\n" + hex + "\n"), hex);
    }

    @Test
    void encode_top5WithTheLongestId_is52Bytes() {
        byte[] frame = TopKFrame.encode(answer(new byte[RequestId.MAX_LENGTH], 5));

        assertEquals(52, frame.length);
    }

    @Test
    void decode_whatEncodeWrote_isTheSame() throws MalformedPayloadException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 1000; round++) {
            byte[] id = new byte[1 + random.nextInt(RequestId.MAX_LENGTH)];
            random.nextBytes(id);
            byte[] frame = TopKFrame.encode(
                    random.nextInt(4) == 0 ? refusal(id, random) : answer(id, 1 + random.nextInt(TopK.MAX_K)));

            byte[] again = TopKFrame.encode(TopKFrame.decode(frame));

            assertEquals(HexFormat.of().formatHex(frame), HexFormat.of().formatHex(again), "seed " + seed);
        }
    }

    @Test
    void decode_frame_keepsEveryField() throws MalformedPayloadException {
        RequestId id = RequestId.of(null, new byte[] {1, 2, 3});
        TopKResult result = TopKResult.refusal(
                id, FINGERPRINT, Duration.ofMillis(12), Duration.ofMillis(60_000), Refusal.TOO_MANY_PIXELS);

        TopKResult decoded = TopKFrame.decode(TopKFrame.encode(result));

        assertEquals(result, decoded);
        assertTrue(decoded.id().isDerived());
    }

    @Test
    void decode_cutAnywhere_isMalformed() {
        byte[] frame = TopKFrame.encode(answer(new byte[] {1, 2, 3}, 4));
        for (int length = 0; length < frame.length; length++) {
            byte[] cut = Arrays.copyOf(frame, length);
            assertThrows(MalformedPayloadException.class, () -> TopKFrame.decode(cut));
        }
        assertThrows(MalformedPayloadException.class, () -> TopKFrame.decode(Arrays.copyOf(frame, frame.length + 1)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, c8, 'frame must begin with c7 01, began with c8 01'",
        "1, 02, 'frame must begin with c7 01, began with c7 02'",
        "2, 20, flags were 20",
        "3, 03, according to its header",
        "14, ff, 'deadline must be 1..60000 ms, was 65'",
        "19, 00, score at rank 1 is above",
        "22, 00, class index 0 must be listed once"
    })
    void decode_oneWrongByte_failsNamingTheFault(int offset, String hex, String message) {
        byte[] frame = TopKFrame.encode(TopKResult.answer(
                RequestId.ofBytes(new byte[] {9}, false),
                FINGERPRINT,
                Duration.ZERO,
                Duration.ofMillis(1000),
                TopK.of(new int[] {0, 1}, new float[] {0.5f, 0.25f})));
        frame[offset] = (byte) Integer.parseInt(hex, 16);

        var malformed = assertThrows(MalformedPayloadException.class, () -> TopKFrame.decode(frame));

        assertTrue(malformed.getMessage().contains(message), malformed.getMessage());
    }

    @Test
    void decode_anyBytes_throwsNothingElse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] good = TopKFrame.encode(answer(new byte[] {1, 2, 3}, 4));
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = good.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                TopKFrame.decode(bytes);
            } catch (MalformedPayloadException expected) {
                assertTrue(!expected.getMessage().isEmpty(), "seed " + seed);
            }
        }
    }

    @Test
    void decode_unknownRefusal_isAFailureOfTheVariant() throws MalformedPayloadException {
        byte[] frame = TopKFrame.encode(TopKResult.refusal(
                RequestId.ofBytes(new byte[] {9}, false),
                FINGERPRINT,
                Duration.ZERO,
                Duration.ofMillis(1000),
                Refusal.EMPTY));
        frame[17] = 0x7F;

        assertEquals(Refusal.FAILED, TopKFrame.decode(frame).refusal());
    }

    private static TopKResult answer(byte[] id, int k) {
        int[] classes = new int[k];
        float[] scores = new float[k];
        for (int rank = 0; rank < k; rank++) {
            classes[rank] = rank * 7;
            scores[rank] = 1f / (rank + 1);
        }
        return TopKResult.answer(
                RequestId.ofBytes(id, false),
                FINGERPRINT,
                Duration.ofMillis(3),
                Duration.ofSeconds(1),
                TopK.of(classes, scores));
    }

    private static TopKResult refusal(byte[] id, Random random) {
        Refusal refusal = Refusal.values()[random.nextInt(Refusal.values().length)];
        return TopKResult.refusal(
                RequestId.ofBytes(id, true), FINGERPRINT, Duration.ofDays(1), Duration.ofSeconds(1), refusal);
    }
}
