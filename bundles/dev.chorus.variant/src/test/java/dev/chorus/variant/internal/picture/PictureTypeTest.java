package dev.chorus.variant.internal.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chorus.core.protocol.Refusal;
import java.awt.Color;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTypeTest {

    private static final PictureLimits LIMITS = new PictureLimits(10_000, 1000);
    private static final byte[] JPEG = TestPictures.jpeg(8, 8, Color.RED);
    private static final byte[] PNG = TestPictures.png(8, 8, Color.RED);

    @Test
    void check_withoutContentType_goesByTheFirstBytes() throws PictureRefusedException {
        assertEquals(PictureType.JPEG, PictureType.check(JPEG, Optional.empty(), LIMITS));
        assertEquals(PictureType.PNG, PictureType.check(PNG, Optional.empty(), LIMITS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/jpeg", "IMAGE/JPEG", " image/jpeg ; q=1"})
    void check_contentTypeThatFits_isTaken(String contentType) throws PictureRefusedException {
        assertEquals(PictureType.JPEG, PictureType.check(JPEG, Optional.of(contentType), LIMITS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "image/webp", "", "jpeg", "text/plain"})
    void check_contentTypeThatSaysOtherwise_isRefused(String contentType) {
        assertEquals(Refusal.UNSUPPORTED_TYPE, refusal(JPEG, Optional.of(contentType)));
    }

    @Test
    void check_emptyPayload_isRefused() {
        assertEquals(Refusal.EMPTY, refusal(new byte[0], Optional.empty()));
    }

    @Test
    void check_oneByteTooMany_isRefused() {
        assertEquals(Refusal.TOO_MANY_BYTES, refusal(new byte[10_001], Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GIF89a", "RIFF....WEBPVP8 ", "\u0000", "picture"})
    void check_otherFirstBytes_areRefused(String payload) {
        assertEquals(
                Refusal.UNSUPPORTED_TYPE, refusal(payload.getBytes(StandardCharsets.ISO_8859_1), Optional.empty()));
    }

    private static Refusal refusal(byte[] payload, Optional<String> contentType) {
        return assertThrows(PictureRefusedException.class, () -> PictureType.check(payload, contentType, LIMITS))
                .refusal();
    }
}
