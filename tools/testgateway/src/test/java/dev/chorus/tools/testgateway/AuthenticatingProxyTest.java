package dev.chorus.tools.testgateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class AuthenticatingProxyTest {

    private static final String PASSWORD = "Some-User-12";

    private final HttpClient client = HttpClient.newHttpClient();
    private final KuraAuthentication authentication = new KuraAuthentication();
    private HttpServer behind;
    private AuthenticatingProxy proxy;

    @BeforeEach
    void start() throws Exception {
        authentication.accounts().add("viewer", PASSWORD, "rest.chorus", "kura.device");
        behind = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        behind.createContext("/", exchange -> {
            String answer = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst(AuthenticatingProxy.USER) + " "
                    + exchange.getRequestHeaders().getFirst(AuthenticatingProxy.PERMISSIONS) + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/x-test");
            exchange.sendResponseHeaders(203, 0);
            exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        behind.start();
        proxy = AuthenticatingProxy.start(authentication, behind.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        proxy.close();
        behind.stop(0);
    }

    @Test
    void path_outsideServices_isPassedOnWithoutLogin() throws Exception {
        // when
        HttpResponse<String> response =
                send(request("/chorus/page.js?a=b").header(AuthenticatingProxy.PERMISSIONS, "kura.admin"));
        // then
        assertEquals(203, response.statusCode());
        assertEquals(
                "text/x-test", response.headers().firstValue("Content-Type").orElse(""));
        assertEquals("GET /chorus/page.js?a=b null null ", response.body());
    }

    @Test
    void path_belowServicesWithoutLogin_isRefused() throws Exception {
        assertEquals(401, send(request("/services/chorus/v1/families")).statusCode());
    }

    @Test
    void session_withToken_passesUserAndPermissions() throws Exception {
        // given
        ClientSession session = ClientSession.open(proxy.url(), this::send, "viewer", PASSWORD);
        // when
        HttpResponse<String> without = send(request("/services/chorus/v1/x").header("Cookie", session.cookie()));
        HttpResponse<String> with =
                send(session.addTo(request("/services/chorus/v1/x")).POST(BodyPublishers.ofString("body")));
        // then
        assertTrue(session.cookie().startsWith("JSESSIONID=node0"), session.cookie());
        assertEquals(401, without.statusCode());
        assertEquals(203, with.statusCode());
        assertEquals("POST /services/chorus/v1/x viewer kura.device,rest.chorus body", with.body());
    }

    @Test
    void server_behindThatIsDown_is503() throws Exception {
        // given
        behind.stop(0);
        // then
        assertEquals(503, send(request("/chorus")).statusCode());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(proxy.url() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
