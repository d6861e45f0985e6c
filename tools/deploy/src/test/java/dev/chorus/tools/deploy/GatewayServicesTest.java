package dev.chorus.tools.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.chorus.tools.deploy.GatewayException.Kind;
import dev.chorus.tools.testgateway.SmallPackages;
import dev.chorus.tools.testgateway.TestCertificate;
import dev.chorus.tools.testgateway.TestGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
class GatewayServicesTest {

    @TempDir
    private Path folder;

    @Test
    void login_wrong_isAMistakeThatShowsNoPassword() throws Exception {
        try (TestGateway server = TestGateway.start("admin", "secret")) {
            // when
            GatewayException refused = assertThrows(
                    GatewayException.class, connect(server.url(), GatewayTrust.platform(), "wr0ng")::packages);
            // then
            assertEquals(Kind.MISTAKE, refused.kind());
            assertEquals(server.url() + " rejected the login of 'admin': wrong user or password", refused.getMessage());
            assertFalse(refused.getMessage().contains("wr0ng"));
        }
    }

    @Test
    void certificate_selfSigned_isRefusedWithTheWayOut() throws Exception {
        try (TestGateway server = secure("localhost")) {
            // when
            GatewayException refused = assertThrows(
                    GatewayException.class, connect(server.url(), GatewayTrust.platform(), "secret")::packages);
            // then
            assertEquals(Kind.MISTAKE, refused.kind());
            assertTrue(refused.getMessage().contains("--ca FILE"), refused.getMessage());
            assertTrue(refused.getMessage().contains("--insecure"), refused.getMessage());
        }
    }

    @Test
    void certificate_named_isBelieved() throws Exception {
        TestCertificate certificate = TestCertificate.of("localhost", folder);
        try (TestGateway server = TestGateway.startSecure("admin", "secret", certificate)) {
            // given
            GatewayTrust trust = GatewayTrust.certificates(certificate.writePem(folder.resolve("ca.pem")));
            // when
            Map<String, String> packages =
                    connect(server.url(), trust, "secret").packages();
            // then
            assertEquals(Map.of(), packages);
        }
    }

    @Test
    void certificate_ofAnotherHost_isRefusedThoughItIsNamed() throws Exception {
        TestCertificate certificate = TestCertificate.of("kura.example", folder);
        try (TestGateway server = TestGateway.startSecure("admin", "secret", certificate)) {
            // given
            GatewayTrust trust = GatewayTrust.certificates(certificate.writePem(folder.resolve("ca.pem")));
            // when
            GatewayException refused =
                    assertThrows(GatewayException.class, connect(server.url(), trust, "secret")::packages);
            // then
            assertEquals(Kind.MISTAKE, refused.kind());
            assertTrue(refused.getMessage().contains("is not valid for this host"), refused.getMessage());
            assertFalse(refused.getMessage().contains("--ca"), refused.getMessage());
        }
    }

    @Test
    void certificate_ofAnotherHost_isAcceptedInsecurely() throws Exception {
        try (TestGateway server = secure("kura.example")) {
            // when
            Map<String, String> packages =
                    connect(server.url(), GatewayTrust.anything(), "secret").packages();
            // then
            assertEquals(Map.of(), packages);
        }
    }

    @Test
    void certificate_ofKura_isRefusedWithItsFingerprintAndAcceptedByIt() throws Exception {
        TestCertificate certificate = TestCertificate.ofKura(folder);
        try (TestGateway server = TestGateway.startSecure("admin", "secret", certificate)) {
            // when
            GatewayException refused = assertThrows(
                    GatewayException.class, connect(server.url(), GatewayTrust.platform(), "secret")::packages);
            GatewayTrust pinned = GatewayTrust.pinned(CertificateFingerprint.parse(
                    certificate.sha256().toLowerCase(Locale.ROOT).replace(":", "")));
            // then
            assertEquals(Kind.MISTAKE, refused.kind());
            assertTrue(refused.getMessage().contains("--pin " + certificate.sha256()), refused.getMessage());
            assertEquals(Map.of(), connect(server.url(), pinned, "secret").packages());
        }
    }

    @Test
    void certificate_otherThanThePinnedOne_isRefusedThoughItFits() throws Exception {
        TestCertificate certificate = TestCertificate.of("localhost", folder);
        try (TestGateway server = TestGateway.startSecure("admin", "secret", certificate)) {
            // given
            GatewayTrust pinned = GatewayTrust.pinned(CertificateFingerprint.parse("00".repeat(32)));
            // when
            GatewayException refused =
                    assertThrows(GatewayException.class, connect(server.url(), pinned, "secret")::packages);
            // then
            assertEquals(Kind.MISTAKE, refused.kind());
            assertEquals(
                    "the certificate of " + server.url() + " is not the pinned one: its fingerprint is "
                            + certificate.sha256(),
                    refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0000000000000000000000000000000000000000000000000000000000000000:0", "x"})
    void pin_ofNoFingerprint_isRefused(String typed) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> CertificateFingerprint.parse(typed));
        assertTrue(refused.getMessage().startsWith("pin must be a SHA-256 fingerprint"), refused.getMessage());
    }

    @Test
    void certificateFile_ofNoCertificate_isRefused() throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("ca.pem"), "nothing");
        // when
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> GatewayTrust.certificates(file));
        // then
        assertTrue(refused.getMessage().contains("must contain X.509 certificates"), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "https, HTTP/1.1 400 Bad Request, MISTAKE, no TLS connection, does it require http://?",
        "http, \u0015\u0003\u0003\u0000\u0002\u0002, UNREACHABLE, closed the connection, does it require https://?",
        "http, , UNREACHABLE, closed the connection, does it require https://?"
    })
    void scheme_wrong_isGuessed(String scheme, String answer, Kind kind, String problem, String guess)
            throws Exception {
        // given
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread answering = new Thread(() -> answerAll(server, answer == null ? "" : answer + "\r\n\r\n"));
        answering.start();
        String url = scheme + "://localhost:" + server.getLocalPort();
        try {
            // when
            GatewayException failure =
                    assertThrows(GatewayException.class, connect(url, GatewayTrust.platform(), "secret")::packages);
            // then
            assertEquals(kind, failure.kind());
            assertTrue(failure.getMessage().contains(problem), failure.getMessage());
            assertTrue(failure.getMessage().endsWith(guess), failure.getMessage());
        } finally {
            server.close();
            answering.join();
        }
    }

    /** Until the server is closed: the client asks twice. */
    private static void answerAll(ServerSocket server, String answer) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getInputStream().read();
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                // One of them has closed it.
            }
        }
    }

    @Test
    void port_notListening_isUnreachable() throws Exception {
        // given
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        // when
        GatewayException failure = assertThrows(
                GatewayException.class,
                connect("http://localhost:" + port, GatewayTrust.platform(), "secret")::packages);
        // then
        assertEquals(Kind.UNREACHABLE, failure.kind());
        assertTrue(failure.getMessage().startsWith("cannot connect to http://localhost:" + port), failure.getMessage());
    }

    @Test
    void host_unknown_isNamed() {
        // when
        GatewayException failure = assertThrows(
                GatewayException.class,
                connect("https://no-such-host.invalid", GatewayTrust.platform(), "secret")::packages);
        // then
        assertEquals(Kind.MISTAKE, failure.kind());
        assertEquals("unknown host no-such-host.invalid", failure.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    200 | <html>hello</html>                                     | MISTAKE   | sent an unexpected response for
                    200 |                                                        | MISTAKE   | is it a Kura gateway?
                    302 |                                                        | MISTAKE   | redirects to https://elsewhere
                    403 |                                                        | MISTAKE   | rejected POST /services/session/v1/login/password
                    503 |                                                        | NOT_READY | returned 503 for POST /services/session/v1/login/password
                    500 |                                                        | FAILED    | returned 500 for POST /services/session/v1/login/password
                    500 | {"message":"no"}                                       | FAILED    | login/password: no
                    500 | {"failures":[{"id":"create:a","message":"it is so"}]}  | FAILED    | login/password: create:a: it is so
                    500 | {"failures":[1,{"id":{}}]}                             | FAILED    | login/password: ?: ?
                    """)
    void answer_thatIsNotAsExpected_isExplained(int status, String body, Kind kind, String expected)
            throws IOException {
        // given
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Location", "https://elsewhere");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        String url = "http://localhost:" + server.getAddress().getPort();
        try {
            // when
            GatewayException failure =
                    assertThrows(GatewayException.class, connect(url, GatewayTrust.platform(), "secret")::packages);
            // then
            assertEquals(kind, failure.kind());
            assertTrue(failure.getMessage().contains(expected), failure.getMessage());
        } finally {
            server.stop(0);
        }
    }

    /** As Kura may be while it starts. */
    @Test
    void sessionService_missing_isTakenForAGatewayThatStarts() throws IOException {
        // given
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean isSession = exchange.getRequestURI().getPath().startsWith("/services/session/");
            exchange.sendResponseHeaders(isSession ? 404 : 401, -1);
            exchange.close();
        });
        server.start();
        String url = "http://localhost:" + server.getAddress().getPort();
        try {
            // when
            GatewayException failure =
                    assertThrows(GatewayException.class, connect(url, GatewayTrust.platform(), "secret")::packages);
            // then
            assertEquals(Kind.ABSENT, failure.kind(), failure.getMessage());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void component_createdTwice_reportsTheGatewaysReason() throws Exception {
        try (TestGateway server = TestGateway.start("admin", "secret")) {
            // given
            server.addBuiltInComponent("line1");
            GatewayServices gateway = connect(server.url(), GatewayTrust.platform(), "secret");
            // when
            GatewayException failure =
                    assertThrows(GatewayException.class, () -> gateway.create("line1", "dev.chorus.Any", List.of()));
            // then
            assertEquals(Kind.FAILED, failure.kind());
            assertTrue(
                    failure.getMessage().endsWith("create:line1: Invalid parameter. pid line1 already exists"),
                    failure.getMessage());
        }
    }

    @Test
    void upload_accepted_countsEveryByte() throws Exception {
        // given
        Path file = new SmallPackages(folder).write("chorus-core", "0.1.0", "dev.chorus.core");
        PackageFile upload = PackageFile.read(file);
        AtomicLong sent = new AtomicLong();
        try (TestGateway server = TestGateway.start("admin", "secret")) {
            // when
            connect(server.url(), GatewayTrust.platform(), "secret").upload(upload, sent::set);
            // then
            assertEquals(List.of("POST /services/deploy/v2/_upload"), server.changes());
            assertTrue(sent.get() > Files.size(file), sent + " bytes");
        }
    }

    private TestGateway secure(String host) throws IOException, InterruptedException {
        return TestGateway.startSecure("admin", "secret", TestCertificate.of(host, folder));
    }

    private static GatewayServices connect(String url, GatewayTrust trust, String password) {
        return new GatewayServices(
                GatewayAddress.parse(url), new Login("admin", password.toCharArray()), trust, user -> {});
    }
}
