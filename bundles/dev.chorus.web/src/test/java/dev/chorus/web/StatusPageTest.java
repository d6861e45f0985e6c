package dev.chorus.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.web.internal.page.PageServlet;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.service.http.HttpService;
import org.osgi.service.http.NamespaceException;

/** Checks the page served by the servlet container of Kura 5.6. */
class StatusPageTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Server server;

    @BeforeAll
    static void start() throws Exception {
        server = new Server(0);
        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
        context.addServlet(new ServletHolder(new PageServlet()), StatusPage.ALIAS + "/*");
        server.setHandler(context);
        server.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
    }

    private static HttpResponse<String> send(String method, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.getURI().getPort() + path);
        return HTTP.send(
                HttpRequest.newBuilder(uri)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static List<String> elements(String html, String element) {
        Matcher found = Pattern.compile("<" + element + "\\b[^>]*>(.*?)</" + element + ">", Pattern.DOTALL)
                .matcher(html);
        return found.results().map(each -> each.group(1)).toList();
    }

    private static String sourceOf(String text) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    }

    @ParameterizedTest
    @CsvSource({"/chorus", "/chorus/"})
    void page_requestedWithoutLogin_isHtmlWithoutCookie(String path) throws Exception {
        HttpResponse<String> page = send("GET", path);

        assertEquals(200, page.statusCode());
        assertEquals("text/html;charset=utf-8", header(page, "Content-Type").toLowerCase(Locale.ROOT));
        assertTrue(page.body().contains("<title>Chorus</title>"));
        assertTrue(page.body().length() <= 40_000, page.body().length() + " characters");
        assertTrue(page.headers().firstValue("Set-Cookie").isEmpty());
    }

    @Test
    void page_policy_admitsItsOwnScriptAndStyleOnly() throws Exception {
        HttpResponse<String> page = send("GET", "/chorus");

        String policy = header(page, "Content-Security-Policy");
        List<String> scripts = elements(page.body(), "script");
        List<String> styles = elements(page.body(), "style");
        assertEquals(1, scripts.size());
        assertEquals(1, styles.size());
        assertTrue(policy.startsWith("default-src 'none';"), policy);
        assertTrue(policy.contains("script-src " + sourceOf(scripts.get(0)) + ";"), policy);
        assertTrue(policy.contains("style-src " + sourceOf(styles.get(0)) + ";"), policy);
        assertTrue(policy.contains("frame-ancestors 'none'"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        String markup = page.body().replace(scripts.get(0), "").replace(styles.get(0), "");
        assertFalse(
                Pattern.compile("\\s(style|on[a-z]+)=").matcher(markup).find(), "the policy blocks inline attributes");
        assertFalse(
                Pattern.compile("(src|href|action)=\"(?!data:)").matcher(markup).find(), "nothing is loaded");
    }

    @Test
    void page_headers_keepOtherPagesOut() throws Exception {
        HttpResponse<String> page = send("GET", "/chorus");

        assertEquals("nosniff", header(page, "X-Content-Type-Options"));
        assertEquals("DENY", header(page, "X-Frame-Options"));
        assertEquals("no-referrer", header(page, "Referrer-Policy"));
        assertEquals("same-origin", header(page, "Cross-Origin-Opener-Policy"));
        assertEquals("no-store", header(page, "Cache-Control"));
    }

    @ParameterizedTest
    @CsvSource({
        "HEAD,/chorus,200",
        "POST,/chorus,405",
        "DELETE,/chorus,405",
        "TRACE,/chorus,405",
        "GET,/chorus/page.html,404"
    })
    void otherRequests_thanForThePage_haveNoBody(String method, String path, int status) throws Exception {
        HttpResponse<String> response = send(method, path);

        assertEquals(status, response.statusCode());
        assertEquals("", response.body());
        assertTrue(header(response, "Content-Security-Policy").startsWith("default-src 'none'"));
    }

    /** A host name that another site has had resolved to this machine. */
    @Test
    void page_requestedByAForeignName_isRefused() throws Exception {
        int port = server.getURI().getPort();

        assertEquals("HTTP/1.1 403 Forbidden", RawCall.status(port, "GET /chorus", "Host: evil.example:" + port));
        assertEquals("HTTP/1.1 200 OK", RawCall.status(port, "GET /chorus", "Host: localhost:" + port));
        assertEquals("HTTP/1.1 200 OK", RawCall.status(port, "GET /chorus", "Host: [::1]:" + port));
        assertEquals(
                "HTTP/1.1 200 OK",
                RawCall.status(port, "GET /chorus", "Host: gw.example", "X-Forwarded-Host: gw.example"));
    }

    private static HttpService httpService(InvocationHandler handler) {
        return (HttpService) Proxy.newProxyInstance(
                StatusPageTest.class.getClassLoader(), new Class<?>[] {HttpService.class}, handler);
    }

    private static InvocationHandler recorder(List<String> calls, String name) {
        return (self, method, arguments) -> switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> self == arguments[0];
            default -> {
                calls.add(name + " " + method.getName() + " " + arguments[0]);
                yield null;
            }
        };
    }

    @Test
    void httpServices_thatComeAndGo_haveThePageOnceEach() {
        List<String> calls = new ArrayList<>();
        HttpService first = httpService(recorder(calls, "first"));
        HttpService second = httpService(recorder(calls, "second"));
        StatusPage page = new StatusPage();

        page.addHttpService(first);
        page.addHttpService(second);
        page.removeHttpService(first);
        page.removeHttpService(second);

        assertEquals(
                List.of(
                        "first registerServlet /chorus",
                        "second registerServlet /chorus",
                        "first unregister /chorus",
                        "second unregister /chorus"),
                calls);
    }

    @Test
    void httpService_withAliasInUse_keepsTheOtherBundlesServlet() {
        List<String> calls = new ArrayList<>();
        HttpService taken = httpService((self, method, arguments) -> {
            if (method.getName().equals("registerServlet")) {
                throw new NamespaceException("in use");
            }
            return recorder(calls, "taken").invoke(self, method, arguments);
        });
        StatusPage page = new StatusPage();

        page.addHttpService(taken);
        page.removeHttpService(taken);

        assertEquals(List.of(), calls);
    }
}
