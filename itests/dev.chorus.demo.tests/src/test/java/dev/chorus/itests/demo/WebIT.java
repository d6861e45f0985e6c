package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chorus.tools.gateway.ClonePackages;
import dev.chorus.tools.parts.Jpeg;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.testgateway.AuthenticatingProxy;
import dev.chorus.tools.testgateway.KuraAuthentication;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The package {@code chorus-web} on a gateway, with the JAX-RS and the HTTP service of Kura 5.6 and its check of roles. */
class WebIT {

    @TempDir
    private static Path folder;

    private static final String PERMISSION = "rest.chorus";
    private static final String PASSWORD = "Chorus-Test-1";

    private static OneGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        Path http = ClonePackages.ofChorus().orElseThrow().http();
        gateway = new OneGateway(
                folder,
                RoleCheckBundle.addTo(http, folder.resolve("http")),
                AuthenticatingProxy.PERMISSIONS,
                PERMISSION);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void classify_drawing_isAnsweredByTheFamily() throws Exception {
        byte[] picture = Jpeg.encode(new PartsArtist().draw(PartClass.NUT, 1L << 37));

        HttpResponse<String> response = gateway.send(
                HttpRequest.newBuilder(URI.create(gateway.base() + "/families/parts/classify?deadlineMs=60000"))
                        .header("Content-Type", "image/jpeg")
                        .header(AuthenticatingProxy.PERMISSIONS, PERMISSION)
                        .POST(BodyPublishers.ofByteArray(picture))
                        .build());

        assertEquals(200, response.statusCode(), response.body());
        JsonObject answer = JsonParser.parseString(response.body()).getAsJsonObject();
        assertEquals("[\"p72\"]", answer.get("contributors").toString());
        assertEquals(
                5,
                answer.getAsJsonObject("topK")
                        .getAsJsonObject("p72")
                        .getAsJsonArray("classes")
                        .size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/families", "/families/parts", "/health/live", "/metrics", "/openapi.json"})
    void call_ofAnIdentity_requiresThePermissionRestChorusAlone(String path) throws Exception {
        KuraAuthentication authentication = new KuraAuthentication();
        authentication.enableBasic(true);
        authentication
                .accounts()
                .add("operator", PASSWORD, PERMISSION)
                .add("guest", PASSWORD, "rest.deploy")
                .add("admin", PASSWORD, "kura.admin");

        try (AuthenticatingProxy proxy = AuthenticatingProxy.start(authentication, gateway.httpPort())) {
            String call = proxy.url() + "/services/chorus/v1" + path;

            assertEquals(401, status(call, null));
            assertEquals(403, status(call, "guest"));
            assertEquals(200, status(call, "operator"));
            assertEquals(200, status(call, "admin"));
        }
    }

    private static int status(String call, String user) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(call));
        if (user != null) {
            byte[] login = (user + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
        }
        return gateway.send(request.build()).statusCode();
    }

    private static HttpResponse<String> page() throws Exception {
        return gateway.send(HttpRequest.newBuilder(URI.create(gateway.page())).build());
    }

    /** Makes a call without the headers that Java's HTTP client sets; returns the first line of its answer. */
    private static String statusLine(String... lines) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort())) {
            socket.setSoTimeout(120_000);
            socket.getOutputStream()
                    .write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
        }
    }

    /** No one logs in here: a page of another site could have its name resolved to this machine. */
    @ParameterizedTest
    @ValueSource(strings = {"/services/chorus/v1/families", "/services/chorus/v1/families/parts/results", "/chorus"})
    void call_byTheNameOfAnotherSite_isRefused(String path) throws Exception {
        String call = "GET " + path + " HTTP/1.1";
        String permission = AuthenticatingProxy.PERMISSIONS + ": " + PERMISSION;

        assertEquals(
                "HTTP/1.1 403 Forbidden",
                statusLine(call, "Host: evil.example:" + gateway.httpPort(), permission, "Connection: close"));
        assertEquals(
                "HTTP/1.1 200 OK",
                statusLine(call, "Host: localhost:" + gateway.httpPort(), permission, "Connection: close"));
    }

    @Test
    void classify_formOfAnotherSite_isRefused() throws Exception {
        HttpRequest.Builder form = HttpRequest.newBuilder(URI.create(gateway.base() + "/families/parts/classify"))
                .header(AuthenticatingProxy.PERMISSIONS, PERMISSION)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(
                        "--b\r\nContent-Disposition: form-data; name=\"picture\"\r\n\r\nx\r\n--b--"));

        HttpResponse<String> response =
                gateway.send(form.header("Origin", "https://evil.example").build());

        assertEquals(403, response.statusCode(), response.body());
        assertTrue(response.body().contains("foreign-origin"), response.body());
        assertEquals("no-store", response.headers().firstValue("Cache-Control").orElseThrow());
        assertEquals(
                "nosniff",
                response.headers().firstValue("X-Content-Type-Options").orElseThrow());
    }

    /** Jetty ends a read after 30 s without a byte, so the call gives its thread back. */
    @Test
    void classify_bodyThatDoesNotCome_ends() throws Exception {
        String first = statusLine(
                "POST /services/chorus/v1/families/parts/classify HTTP/1.1",
                "Host: 127.0.0.1",
                AuthenticatingProxy.PERMISSIONS + ": " + PERMISSION,
                "Content-Type: image/jpeg",
                "Content-Length: 1000",
                "",
                "x");

        assertTrue(first.matches("HTTP/1.1 4\\d\\d .*"), first);
    }

    @Test
    void page_isServedOutsideOfRest() throws Exception {
        HttpResponse<String> page = page();

        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("<title>Chorus</title>"));
        assertTrue(page.headers()
                .firstValue("Content-Security-Policy")
                .orElseThrow()
                .startsWith("default-src 'none'"));
        assertEquals(404, gateway.get("/page").statusCode());
    }

    @Test
    void page_whosePackageIsUninstalled_isGoneUntilItIsInstalledAgain() throws Exception {
        gateway.process().uninstall("chorus-web");
        assertEquals(404, page().statusCode());

        gateway.process().install(ClonePackages.ofChorus().orElseThrow().packageFile("chorus-web"));

        assertEquals(200, page().statusCode());
        gateway.awaitReady();
    }

    @Test
    void metrics_haveTheVariant() throws Exception {
        assertTrue(gateway.get("/metrics").body().contains("chorus_instance_up{family=\"parts\""));
    }
}
