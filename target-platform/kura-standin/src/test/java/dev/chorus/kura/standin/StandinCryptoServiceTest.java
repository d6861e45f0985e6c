package dev.chorus.kura.standin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.junit.jupiter.api.Test;

class StandinCryptoServiceTest {

    private static final char[] SECRET = "pässword".toCharArray();

    @Test
    void decryptAes_ofItsOwn_givesTheTextBack() throws Exception {
        // given
        StandinCryptoService service = new StandinCryptoService();

        // when
        char[] encrypted = service.encryptAes(SECRET);

        // then
        assertFalse(new String(encrypted).contains("word"));
        assertArrayEquals(SECRET, service.decryptAes(encrypted));
    }

    @Test
    void decryptAes_byAnotherInstance_givesTheTextBack() throws Exception {
        // given
        char[] encrypted = new StandinCryptoService().encryptAes(SECRET);

        // when
        StandinCryptoService restarted = new StandinCryptoService();

        // then
        assertArrayEquals(SECRET, restarted.decryptAes(encrypted));
    }

    @Test
    void decryptAes_ofAnotherGateway_isRefused() throws Exception {
        // given
        char[] encrypted = new StandinCryptoService(StandinCryptoService.randomKey()).encryptAes(SECRET);
        StandinCryptoService service = new StandinCryptoService();

        // when
        KuraException refusal = assertThrows(KuraException.class, () -> service.decryptAes(encrypted));

        // then
        assertEquals(KuraErrorCode.DECODER_ERROR, refusal.getCode());
    }

    @Test
    void decryptAes_clearText_isRefused() throws Exception {
        StandinCryptoService service = new StandinCryptoService();

        assertThrows(KuraException.class, () -> service.decryptAes("clear".toCharArray()));
    }
}
