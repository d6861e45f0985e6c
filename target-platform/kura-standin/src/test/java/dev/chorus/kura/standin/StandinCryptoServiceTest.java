package dev.chorus.kura.standin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandinCryptoServiceTest {

    private static final char[] SECRET = "pässword".toCharArray();

    @TempDir
    Path folder;

    @Test
    void decryptAes_ofItsOwn_givesTheTextBack() throws Exception {
        // given
        StandinCryptoService service = new StandinCryptoService(folder.resolve("key"));

        // when
        char[] encrypted = service.encryptAes(SECRET);

        // then
        assertFalse(new String(encrypted).contains("word"));
        assertArrayEquals(SECRET, service.decryptAes(encrypted));
    }

    @Test
    void decryptAes_afterRestart_givesTheTextBack() throws Exception {
        // given
        char[] encrypted = new StandinCryptoService(folder.resolve("key")).encryptAes(SECRET);

        // when
        StandinCryptoService restarted = new StandinCryptoService(folder.resolve("key"));

        // then
        assertArrayEquals(SECRET, restarted.decryptAes(encrypted));
    }

    @Test
    void decryptAes_ofAnotherGateway_isRefused() throws Exception {
        // given
        char[] encrypted = new StandinCryptoService(folder.resolve("other")).encryptAes(SECRET);
        StandinCryptoService service = new StandinCryptoService(folder.resolve("key"));

        // when
        KuraException refusal = assertThrows(KuraException.class, () -> service.decryptAes(encrypted));

        // then
        assertEquals(KuraErrorCode.DECODER_ERROR, refusal.getCode());
    }

    @Test
    void decryptAes_clearText_isRefused() throws Exception {
        StandinCryptoService service = new StandinCryptoService(folder.resolve("key"));

        assertThrows(KuraException.class, () -> service.decryptAes("clear".toCharArray()));
    }
}
