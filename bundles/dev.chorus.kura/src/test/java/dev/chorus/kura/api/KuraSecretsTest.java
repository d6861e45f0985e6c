package dev.chorus.kura.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.mqtt.service.LinkTls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStoreException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.kura.configuration.Password;
import org.eclipse.kura.crypto.CryptoService;
import org.eclipse.kura.ssl.SslManagerService;
import org.eclipse.kura.system.SystemService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class KuraSecretsTest {

    private static final String TARGET = "(kura.service.pid=line1)";
    private static final Map<String, Object> LINE_1 = Map.of("kura.service.pid", "line1");
    private static final Map<String, Object> LINE_2 = Map.of("kura.service.pid", "line2");

    @TempDir
    private Path dataArea;

    private KuraSecrets secrets;

    @BeforeEach
    void create() {
        secrets = new KuraSecrets(Duration.ofMillis(1), () -> dataArea);
    }

    @Test
    void gateway_ofKura_isItsHardware_andIsKeptInItsDataFolder(@TempDir Path kuraData) {
        secrets.setSystemService(new Gateway("B8:27:EB:12:34:56", "10000000abcdef01", kuraData.toString()));
        assertEquals("b827eb123456", secrets.gateway());

        // The network service starts late.
        secrets.setSystemService(new Gateway(null, "10000000abcdef01", kuraData.toString()));
        assertEquals("b827eb123456", secrets.gateway());
        assertTrue(Files.exists(kuraData.resolve("chorus-gateway.properties")));
    }

    @Test
    void gateway_whoseSystemServiceFails_isKeptInTheDataArea() {
        secrets.setSystemService(new Gateway(null, SystemService.UNKNOWN, "/nonexistent") {
            @Override
            public String getPrimaryMacAddress() {
                throw new IllegalStateException("no network service");
            }
        });

        String name = secrets.gateway();

        assertEquals(name, secrets.gateway());
        assertTrue(Files.exists(dataArea.resolve("chorus-gateway.properties")));
    }

    @Test
    void gateway_withoutSystemService_isAnotherInEachDataArea(@TempDir Path otherDataArea) {
        KuraSecrets other = new KuraSecrets(Duration.ofMillis(1), () -> otherDataArea);

        assertEquals(secrets.gateway(), new KuraSecrets(Duration.ofMillis(1), () -> dataArea).gateway());
        assertNotEquals(secrets.gateway(), other.gateway());
    }

    private static class Gateway implements SystemService {

        private final String mac;
        private final String serial;
        private final String dataFolder;

        Gateway(String mac, String serial, String dataFolder) {
            this.mac = mac;
            this.serial = serial;
            this.dataFolder = dataFolder;
        }

        @Override
        public String getPrimaryMacAddress() {
            return mac;
        }

        @Override
        public String getSerialNumber() {
            return serial;
        }

        @Override
        public String getKuraDataDirectory() {
            return dataFolder;
        }
    }

    @Test
    void password_encryptedText_isDecrypted() throws Exception {
        secrets.setCryptoService(new Reversing());

        assertArrayEquals("secret".toCharArray(), secrets.password("terces"));
    }

    @Test
    void password_ofKurasOwnType_isReturnedUnchanged() throws Exception {
        assertArrayEquals("secret".toCharArray(), secrets.password(new Password("secret")));
    }

    @Test
    void password_withoutCryptoService_isRefused() {
        assertThrows(IllegalStateException.class, () -> secrets.password("terces"));
    }

    @Test
    void tls_ofTheNamedService_isEqualUntilTheServiceChanges() throws Exception {
        // given
        SslManagerService service = new DefaultTls();
        secrets.setSslManagerService(service, LINE_1);
        LinkTls tls = secrets.tls(TARGET, null);

        // when
        LinkTls again = secrets.tls(TARGET, null);
        LinkTls withKey = secrets.tls(TARGET, "gateway");
        secrets.setSslManagerService(service, LINE_1);
        LinkTls changed = secrets.tls(TARGET, null);

        // then
        assertEquals(tls, again);
        assertNotEquals(tls, withKey);
        assertNotEquals(tls, changed);
    }

    @Test
    void tls_otherServiceBound_isRefused() {
        secrets.setSslManagerService(new DefaultTls(), LINE_2);

        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> secrets.tls(TARGET, null));

        assertEquals("this gateway has no such SslManagerService", refusal.getMessage());
    }

    @Test
    void tls_serviceThatWentAway_isRefused() {
        SslManagerService service = new DefaultTls();
        secrets.setSslManagerService(service, LINE_1);

        secrets.unsetSslManagerService(service);

        assertThrows(IllegalStateException.class, () -> secrets.tls(TARGET, null));
    }

    @Test
    void unsetSslManagerService_ofOneThatWasReplaced_changesNothing() throws Exception {
        SslManagerService replaced = new DefaultTls();
        secrets.setSslManagerService(replaced, LINE_2);
        secrets.setSslManagerService(new DefaultTls(), LINE_1);

        secrets.unsetSslManagerService(replaced);

        assertNotNull(secrets.tls(TARGET, null).sockets());
    }

    @Test
    void tls_serviceBoundAMomentLater_isAwaited() throws Exception {
        // given
        KuraSecrets patient = new KuraSecrets(Duration.ofSeconds(30), () -> dataArea);
        patient.setSslManagerService(new DefaultTls(), LINE_2);
        CompletableFuture<LinkTls> tls = CompletableFuture.supplyAsync(() -> {
            try {
                return patient.tls(TARGET, null);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        // when
        patient.setSslManagerService(new DefaultTls(), LINE_1);

        // then
        assertNotNull(tls.join().sockets());
    }

    @Test
    void tls_targetThatIsNoFilter_isRefusedWithWhatIsAllowed() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> secrets.tls("line1", null));

        assertEquals("not a filter such as (kura.service.pid=NAME)", refusal.getMessage());
    }

    @Test
    void tls_unknownKey_reportsTheServicesMessage() {
        secrets.setSslManagerService(new DefaultTls(), LINE_1);

        KeyStoreException refusal = assertThrows(KeyStoreException.class, () -> secrets.tls(TARGET, "unknown"));

        assertEquals("no key unknown", refusal.getMessage());
    }

    private static final class Reversing implements CryptoService {

        @Override
        public char[] encryptAes(char[] value) {
            return new StringBuilder(new String(value)).reverse().toString().toCharArray();
        }

        @Override
        public char[] decryptAes(char[] encryptedValue) {
            return encryptAes(encryptedValue);
        }
    }

    private static final class DefaultTls implements SslManagerService {

        @Override
        public SSLContext getSSLContext() throws KeyStoreException {
            throw new KeyStoreException("not asked for");
        }

        @Override
        public SSLContext getSSLContext(String keyAlias) throws KeyStoreException {
            throw new KeyStoreException("not asked for");
        }

        @Override
        public SSLSocketFactory getSSLSocketFactory() {
            return (SSLSocketFactory) SSLSocketFactory.getDefault();
        }

        @Override
        public SSLSocketFactory getSSLSocketFactory(String keyAlias) throws KeyStoreException {
            if (keyAlias.equals("unknown")) {
                throw new KeyStoreException("no key " + keyAlias);
            }
            return getSSLSocketFactory();
        }
    }
}
