package dev.chorus.tools.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://gw1, https://gw1/services/deploy/v2/",
        "https://gw1/, https://gw1/services/deploy/v2/",
        "https://gw1/services, https://gw1/services/deploy/v2/",
        "https://gw1/services/, https://gw1/services/deploy/v2/",
        "HTTPS://gw1:4443, https://gw1:4443/services/deploy/v2/",
        "http://10.0.0.7:8080//, http://10.0.0.7:8080/services/deploy/v2/",
        "https://[fe80::1]:443, https://[fe80::1]:443/services/deploy/v2/",
        "https://gw1/admin/console, https://gw1/services/deploy/v2/",
        "https://gw1/admin/console?locale=en#status, https://gw1/services/deploy/v2/",
        "https://gw1/admin/, https://gw1/services/deploy/v2/",
        "https://proxy/line-1/admin/console, https://proxy/line-1/services/deploy/v2/",
        "https://proxy/line-1, https://proxy/line-1/services/deploy/v2/",
        "https://proxy/line-1/services, https://proxy/line-1/services/deploy/v2/",
    })
    void url_typedInAnyWay_leadsToTheServices(String typed, String expected) {
        assertEquals(expected, GatewayAddress.parse(typed).at("/deploy/v2/").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gw1",
                "gw1:443",
                "ftp://gw1",
                "https://",
                "https://gw1:0",
                "https://gw1:65536",
                "https://gw1?x=1",
                "https://gw 1",
                "https://gw1/#a",
                "mqtt://gw1"
            })
    void url_ofNoGateway_isRefused(String typed) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> GatewayAddress.parse(typed));
        assertTrue(refused.getMessage().startsWith("gateway must be https://HOST"), refused.getMessage());
        assertTrue(refused.getMessage().endsWith(", was '" + typed + "'"), refused.getMessage());
    }

    @Test
    void url_withAPassword_isRefusedWithoutShowingIt() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> GatewayAddress.parse("https://admin:s3cret@gw1"));
        assertFalse(refused.getMessage().contains("s3cret"), refused.getMessage());
    }

    @Test
    void address_shown_isWithoutServices() {
        assertEquals(
                "https://gw1", GatewayAddress.parse("https://gw1/services/").toString());
    }
}
