package dev.chorus.tools.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

class ManifestTextTest {

    @Test
    void toString_longValueBeyondAscii_readsBackAndKeepsLinesShort() throws IOException {
        // given
        String value = "Prüfstück-".repeat(40);

        // when
        String text = new ManifestText().header("Bundle-Name", value).toString();

        // then
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(
                value,
                new Manifest(new ByteArrayInputStream(bytes))
                        .getMainAttributes()
                        .getValue("Bundle-Name"));
        for (String line : text.split("\r\n")) {
            assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 72, line);
        }
    }

    @Test
    void header_valueWithLineEnd_isRefused() {
        ManifestText manifest = new ManifestText();

        assertThrows(IllegalArgumentException.class, () -> manifest.header("Bundle-Name", "a\nBundle-Version: 2"));
    }
}
