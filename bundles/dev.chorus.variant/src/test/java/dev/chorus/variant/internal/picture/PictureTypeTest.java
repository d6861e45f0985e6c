package dev.chorus.variant.internal.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.Refusal;
import java.awt.Color;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTypeTest {

    private static final PictureLimits LIMITS = new PictureLimits(10_000, 1000);
    private static final byte[] JPEG = TestPictures.jpeg(8, 8, Color.RED);
    private static final byte[] PNG = TestPictures.png(8, 8, Color.RED);

    @Test
    void check_pictures_goesByTheFirstBytes() throws PictureRefusedException {
        assertEquals(PictureType.JPEG, PictureType.check(JPEG, LIMITS));
        assertEquals(PictureType.PNG, PictureType.check(PNG, LIMITS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/jpeg",
                "IMAGE/JPEG",
                " image/jpeg ; q=1",
                "image/jpeg; charset=binary",
                "image/jpg",
                "image/pjpeg",
                "application/octet-stream",
                "binary/octet-stream",
                "image/*",
                ""
            })
    void contradicts_contentTypeOfTheBytesOrOfAnything_isFalse(String contentType) {
        assertFalse(PictureType.JPEG.contradicts(contentType));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "image/webp", "jpeg", "text/plain", "application/json"})
    void contradicts_contentTypeThatSaysOtherwise_isTrue(String contentType) {
        assertTrue(PictureType.JPEG.contradicts(contentType));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "image/x-png", "application/octet-stream"})
    void contradicts_contentTypeOfAPng_isFalse(String contentType) {
        assertFalse(PictureType.PNG.contradicts(contentType));
    }

    @Test
    void check_emptyPayload_isRefused() {
        assertEquals(Refusal.EMPTY, refusal(new byte[0]));
    }

    @Test
    void check_oneByteTooMany_isRefused() {
        assertEquals(Refusal.TOO_MANY_BYTES, refusal(new byte[10_001]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GIF89a", "RIFF....WEBPVP8 ", "\u0000", "picture"})
    void check_otherFirstBytes_areRefused(String payload) {
        assertEquals(Refusal.UNSUPPORTED_TYPE, refusal(payload.getBytes(StandardCharsets.ISO_8859_1)));
    }

    static Stream<Arguments> texts() {
        String base64 = Base64.getEncoder().encodeToString(JPEG);
        String png = Base64.getEncoder().encodeToString(PNG);
        String lines = Base64.getMimeEncoder().encodeToString(JPEG);
        String addressed = Base64.getUrlEncoder().encodeToString(JPEG);
        String numbers = IntStream.range(0, JPEG.length)
                .mapToObj(at -> String.valueOf(JPEG[at] & 0xFF))
                .collect(Collectors.joining(", "));
        return Stream.of(
                Arguments.of("base64", base64),
                Arguments.of("base64 of a PNG", png),
                Arguments.of("base64 in lines", lines),
                Arguments.of("base64 for addresses", addressed),
                Arguments.of("base64 behind space", "\n  " + base64),
                Arguments.of("base64 in quotes", '"' + base64 + '"'),
                Arguments.of("data URI", "data:image/jpeg;base64," + base64),
                Arguments.of("data URI in capitals", "DATA:image/png;base64," + png),
                Arguments.of("data URI in quotes", "\"data:image/jpeg;base64," + base64 + '"'),
                Arguments.of("data URI of another kind", "data:image/webp;base64,UklGRg=="),
                Arguments.of("JSON", "{\"image\": \"" + base64 + "\"}"),
                Arguments.of("JSON, escaped", "{\"image\":\"" + base64.replace("/", "\\/") + "\"}"),
                Arguments.of("JSON in JSON", "[{\"camera\": 1, \"data\": {\"image\": \"" + png + "\"}}]"),
                Arguments.of("JSON around a data URI", "{\"image\":\"data:image/gif;base64,R0lGOD\"}"),
                Arguments.of("JSON of a buffer", "{\"type\":\"Buffer\",\"data\":[" + numbers + "]}"),
                Arguments.of("numbers", "[" + numbers + "]"),
                Arguments.of("hexadecimal", HexFormat.of().formatHex(JPEG)),
                Arguments.of(
                        "hexadecimal of a PNG", HexFormat.of().withUpperCase().formatHex(PNG)),
                Arguments.of("hexadecimal, spaced", HexFormat.ofDelimiter(" ").formatHex(JPEG)),
                Arguments.of("bytes of Python", "b'\\xff\\xd8\\xff\\xe0"),
                Arguments.of(
                        "characters for bytes",
                        new String(
                                new String(JPEG, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8),
                                StandardCharsets.ISO_8859_1)),
                Arguments.of(
                        "bytes that are no characters",
                        new String(
                                new String(JPEG, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8),
                                StandardCharsets.ISO_8859_1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void check_pictureAsText_isRefusedForThat(String what, String text) {
        byte[] payload = text.getBytes(StandardCharsets.ISO_8859_1);

        PictureRefusedException refusal =
                assertThrows(PictureRefusedException.class, () -> PictureType.check(payload, LIMITS));

        assertEquals(Refusal.ENCODED_AS_TEXT, refusal.refusal());
        assertTrue(refusal.getMessage().contains("send the file's bytes"), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"temperature\": 21.5}", "[1, 2, 3]", "picture", "<svg/>", "/9", "{", "database"})
    void check_otherText_isRefusedForItsType(String text) {
        assertEquals(Refusal.UNSUPPORTED_TYPE, refusal(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static Refusal refusal(byte[] payload) {
        return assertThrows(PictureRefusedException.class, () -> PictureType.check(payload, LIMITS))
                .refusal();
    }
}
