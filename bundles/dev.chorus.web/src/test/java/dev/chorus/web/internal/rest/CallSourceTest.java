package dev.chorus.web.internal.rest;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallSourceTest {

    @ParameterizedTest
    @CsvSource({
        "gw:8443, , , ",
        "gw, , , same-origin",
        "gw, , , none",
        "gw, , https://gw, ",
        "gw:8443, , https://GW:8443, ",
        "inner:8080, gw.example, https://gw.example, ",
        "inner:8080, , https://gw.example, same-origin"
    })
    void check_ofTheOwnPageOrAProgram_isAllowed(String host, String forwardedHost, String origin, String fetchSite) {
        assertDoesNotThrow(() -> new CallSource(host, forwardedHost, origin, fetchSite, true).check());
    }

    @ParameterizedTest
    @CsvSource({
        "gw, , https://evil.example, ",
        "gw, , null, ",
        "gw, , https://gw, cross-site",
        "gw, , , cross-site",
        "gw, , , same-site",
        "gw:8443, , https://gw, ",
        "gw, , gw, ",
        ", , https://gw, "
    })
    void check_ofAnotherSite_isRefused(String host, String forwardedHost, String origin, String fetchSite) {
        CallFailure refused = assertThrows(
                CallFailure.class, () -> new CallSource(host, forwardedHost, origin, fetchSite, true).check());

        assertEquals(403, refused.status());
        assertTrue(refused.json().contains("foreign-origin"), refused::json);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080, true",
        "192.168.1.7, true",
        "[::1]:8080, true",
        "localhost, true",
        "LOCALHOST:8080, true",
        "evil.example, false",
        "evil.example:8080, false",
        "127.0.0.1.evil.example, false",
        "localhost.evil.example, false",
        "'', false"
    })
    void check_withoutALogin_requiresAnAddress(String host, boolean allowed) {
        CallSource source = new CallSource(host, null, null, null, false);

        assertEquals(allowed, CallSource.isAddress(host));
        if (allowed) {
            assertDoesNotThrow(source::check);
        } else {
            assertTrue(assertThrows(CallFailure.class, source::check).json().contains("foreign-host"));
        }
        assertDoesNotThrow(() -> new CallSource(host, null, null, null, true).check());
    }

    @Test
    void check_refused_namesTheOriginPrintable() {
        CallFailure refused = assertThrows(
                CallFailure.class, () -> new CallSource("gw", null, "https://\u001b[2J", null, true).check());

        assertTrue(refused.getMessage().contains("https://\\u001b[2J"), refused.getMessage());
    }
}
