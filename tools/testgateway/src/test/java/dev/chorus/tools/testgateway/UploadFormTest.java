package dev.chorus.tools.testgateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadFormTest {

    private static final String TYPE = "multipart/form-data; boundary=b";
    private static final String GOOD = "--b\r\n"
            + "Content-Disposition: form-data; name=\"file\"; filename=\"a.dp\"\r\n"
            + "Content-Type: application/octet-stream\r\n\r\n"
            + "con\r\ntent\r\n--b--\r\n";

    @Test
    void form_good_yieldsTheFile() throws IOException {
        assertEquals("con\r\ntent", new String(UploadForm.file(TYPE, bytes(GOOD)), StandardCharsets.ISO_8859_1));
    }

    /** {@code _} stands for a line end. */
    @ParameterizedTest
    @CsvSource({
        "--b_, --c_",
        "--b--_, --b--",
        "--b--_, --b_",
        "name=\"file\", name=\"upload\"",
        "a.dp, a.zip",
        "filename, name",
        "octet-stream__, octet-stream_",
        "tent, tent_--b_x",
    })
    void form_withOneThingWrong_isRefused(String right, String wrong) {
        // given
        String form = GOOD.replace(right.replace("_", "\r\n"), wrong.replace("_", "\r\n"));
        // then
        assertThrows(IOException.class, () -> UploadForm.file(TYPE, bytes(form)), form);
    }

    @Test
    void form_ofAnotherTypeOrBoundary_isRefused() {
        assertThrows(IOException.class, () -> UploadForm.file(null, bytes(GOOD)));
        assertThrows(IOException.class, () -> UploadForm.file("application/zip", bytes(GOOD)));
        assertThrows(IOException.class, () -> UploadForm.file("multipart/form-data; boundary=c", bytes(GOOD)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
