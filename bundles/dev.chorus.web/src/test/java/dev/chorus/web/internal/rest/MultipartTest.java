package dev.chorus.web.internal.rest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {

    private static final String TYPE = "multipart/form-data; boundary=\"a b\"";
    private static final String HEAD = "--a b\r\nContent-Disposition: form-data; name=\"picture\"\r\n\r\n";

    @Test
    void isForm_checksTheTypeOnly() {
        assertTrue(Multipart.isForm("Multipart/Form-Data; boundary=x"));
        assertFalse(Multipart.isForm("image/jpeg"));
        assertFalse(Multipart.isForm(null));
    }

    @Test
    void file_withLineEndsAndDashesInside_isComplete() {
        Optional<byte[]> file = file(HEAD + "\r\n--a\r\n--\r\n--a b--\r\n");

        assertEquals("\r\n--a\r\n--", new String(file.orElseThrow(), StandardCharsets.ISO_8859_1));
    }

    @Test
    void file_ofNoBytes_isEmpty() {
        assertArrayEquals(new byte[0], file(HEAD + "\r\n--a b--").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--a b",
                "--a b\r\n",
                HEAD,
                HEAD + "cut off",
                "--a b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nno file\r\n--a b--\r\n",
            })
    void file_incomplete_isMissing(String body) {
        assertTrue(file(body).isEmpty());
    }

    @Test
    void file_ofATypeWithoutBoundary_isMissing() {
        assertTrue(Multipart.file("multipart/form-data", HEAD.getBytes(StandardCharsets.UTF_8))
                .isEmpty());
    }

    @Test
    void file_ofAnyPieceOfAForm_neverFails() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        String whole = HEAD + "\r\n--a b\r\n\r\n" + HEAD + "x\r\n--a b--";
        for (int round = 0; round < 20_000; round++) {
            int from = random.nextInt(whole.length());
            int to = from + random.nextInt(whole.length() - from);
            file(whole.substring(from, to));
        }
    }

    private static Optional<byte[]> file(String body) {
        return Multipart.file(TYPE, body.getBytes(StandardCharsets.ISO_8859_1));
    }
}
