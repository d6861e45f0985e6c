package dev.chorus.tools.testgateway;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts Kura's authentication in front of another HTTP server on this machine. Paths below {@code /services/session/v1} are answered by
 * {@link KuraAuthentication}; others below {@code /services} need a login and arrive with {@link #USER} and {@link #PERMISSIONS};
 * all other paths are passed on as they are, without authentication, as Kura's HttpService does. The server behind it checks roles.
 */
public final class AuthenticatingProxy implements AutoCloseable {

    /** Header with the name of the caller, for the server behind the proxy; what a client sends in it is dropped. */
    public static final String USER = "X-Test-User";

    /** Header with the permissions of the caller, separated by commas, maybe none; what a client sends in it is dropped. */
    public static final String PERMISSIONS = "X-Test-Permissions";

    private static final Set<String> OWN_HEADERS = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "transfer-encoding",
            "upgrade",
            "date",
            "x-forwarded-host");
    private static final int BUFFER_BYTES = 8192;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final KuraAuthentication authentication;
    private final String target;
    private final HttpListener listener;

    private AuthenticatingProxy(KuraAuthentication authentication, int port, Optional<TestCertificate> certificate)
            throws IOException {
        this.authentication = authentication;
        this.target = "http://127.0.0.1:" + port;
        this.listener = new HttpListener(certificate, this::handle);
        listener.listen();
    }

    /**
     * Starts one that takes HTTP.
     *
     * @param port of the server behind it, on 127.0.0.1
     */
    public static AuthenticatingProxy start(KuraAuthentication authentication, int port) throws IOException {
        return new AuthenticatingProxy(authentication, port, Optional.empty());
    }

    /** Starts one that takes HTTPS, for example with {@link TestCertificate#ofKura}. */
    public static AuthenticatingProxy startSecure(
            KuraAuthentication authentication, int port, TestCertificate certificate) throws IOException {
        return new AuthenticatingProxy(authentication, port, Optional.of(certificate));
    }

    /** The proxy's address, without path. */
    public String url() {
        return listener.url();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            if (!path.startsWith("/services/")) {
                forward(exchange, body, Optional.empty());
            } else if (!authentication.handle(exchange, body)) {
                Optional<KuraAuthentication.Caller> caller = authentication.authenticate(exchange);
                if (caller.isEmpty()) {
                    authentication.refuseLogin(exchange);
                } else {
                    forward(exchange, body, caller);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forward(HttpExchange exchange, byte[] body, Optional<KuraAuthentication.Caller> caller)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response;
        try {
            response = client.send(request(exchange, body, caller), BodyHandlers.ofInputStream());
        } catch (ConnectException e) {
            KuraResponses.error(exchange, 503, "Jersey is not ready yet!");
            return;
        }
        response.headers().map().forEach((name, values) -> {
            if (isPassedOn(name)) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        boolean isEmpty = response.statusCode() == 204
                || response.statusCode() == 304
                || exchange.getRequestMethod().equals("HEAD")
                || response.headers().firstValueAsLong("Content-Length").orElse(1) == 0;
        // Zero stands for a body of unknown length.
        exchange.sendResponseHeaders(response.statusCode(), isEmpty ? -1 : 0);
        try (InputStream in = response.body()) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                exchange.getResponseBody().write(buffer, 0, read);
                exchange.getResponseBody().flush();
            }
        }
    }

    private HttpRequest request(HttpExchange exchange, byte[] body, Optional<KuraAuthentication.Caller> caller) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (isPassedOn(name)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        // As reverse proxies do: the server behind compares it with the origin of the page.
        request.header("X-Forwarded-Host", exchange.getRequestHeaders().getFirst("Host"));
        caller.ifPresent(found -> request.header(USER, found.name())
                .header(PERMISSIONS, String.join(",", new TreeSet<>(found.permissions()))));
        return request.build();
    }

    private static boolean isPassedOn(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return !OWN_HEADERS.contains(name) && !name.equalsIgnoreCase(USER) && !name.equalsIgnoreCase(PERMISSIONS);
    }

    @Override
    public void close() {
        listener.close();
    }
}
