package dev.chorus.tools.testgateway;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A server that answers as a gateway's REST services do, on this machine and a free port. Thread-safe; switches work at once. */
public final class TestGateway implements AutoCloseable {

    private static final Gson GSON = new Gson();
    private static final JsonElement RECEIVED = new JsonPrimitive("REQUEST_RECEIVED");
    private static final String COMPONENTS = "/services/configuration/v2/configurableComponents";

    static {
        // Read once by the server's classes; without it every answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final InstalledPackages packages = new InstalledPackages();
    private final Components components = new Components(packages);
    private final ExecutorService workers =
            Executors.newCachedThreadPool(task -> new Thread(task, "test-gateway-http"));
    private final List<String> changes = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger absentCalls = new AtomicInteger();
    private final AtomicInteger uploadsLeft = new AtomicInteger(Integer.MAX_VALUE);
    private final String authorization;
    private final String url;
    private final HttpServer server;

    private TestGateway(HttpServer server, String scheme, String user, String password) {
        byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(login);
        this.server = server;
        this.url = scheme + "://localhost:" + server.getAddress().getPort();
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Starts one with a user. */
    public static TestGateway start(String user, String password) throws IOException {
        return new TestGateway(HttpServer.create(anyPort(), 0), "http", user, password);
    }

    /** Starts one behind TLS with a certificate of its own. */
    public static TestGateway startSecure(String user, String password, TestCertificate certificate)
            throws IOException {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        return new TestGateway(server, "https", user, password);
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Without path. */
    public String url() {
        return url;
    }

    /** So many calls are answered with 404, as while a gateway starts. */
    public void beAbsentFor(int calls) {
        absentCalls.set(calls);
    }

    /** After so many more uploads the connection breaks in the midst of one; a negative number ends that. */
    public void breakAfterUploads(int uploads) {
        uploadsLeft.set(uploads < 0 ? Integer.MAX_VALUE : uploads);
    }

    /** Whether packages of that name fail to install. */
    public void failInstalling(String name, boolean fails) {
        switchTo(packages.failing, name, fails);
    }

    /** Whether the bundle stays where it is when it should start. */
    public void holdBundle(String symbolicName, boolean held) {
        switchTo(packages.stuck, symbolicName, held);
    }

    /** Whether the factory is not seen though its bundle runs. */
    public void hideFactory(String factoryPid, boolean hidden) {
        switchTo(components.hiddenFactories, factoryPid, hidden);
    }

    private static void switchTo(Set<String> set, String name, boolean in) {
        if (in) {
            set.add(name);
        } else {
            set.remove(name);
        }
    }

    /** A bundle that no package brought. */
    public void addPlatformBundle(String symbolicName, String version) {
        packages.addPlatformBundle(symbolicName, version);
    }

    /** A component that no factory made. */
    public void addBuiltInComponent(String pid) {
        components.addBuiltIn(pid);
    }

    /** Installed packages, each as {@code name version}. */
    public List<String> packages() {
        List<String> names = new ArrayList<>();
        packages.list()
                .forEach(entry -> names.add(entry.getAsJsonObject().get("name").getAsString() + " "
                        + entry.getAsJsonObject().get("version").getAsString()));
        return names;
    }

    /** What is stored of a component, passwords too; empty if there is none. */
    public Map<String, String> component(String pid) {
        return components.stored(pid);
    }

    /** Ids of what components of a factory can be configured with; empty if there is no such factory. */
    public Set<String> attributes(String factoryPid) {
        return packages.factory(factoryPid).stream()
                .flatMap(factory -> factory.attributes().stream())
                .map(Definition.Attribute::id)
                .collect(Collectors.toSet());
    }

    /** Every call that could have changed something, {@code METHOD path body}, an upload without body; in their order. */
    public List<String> changes() {
        synchronized (changes) {
            return List.copyOf(changes);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (absentCalls.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                respond(exchange, 404, null);
            } else if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                respond(exchange, 401, null);
            } else {
                serve(exchange, body);
            }
        } catch (RuntimeException e) {
            // As Kura: no word why.
            respond(exchange, 500, null);
        }
    }

    private void serve(HttpExchange exchange, byte[] body) throws IOException {
        String call =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        switch (call) {
            case "GET /services/deploy/v2/" -> respond(exchange, 200, packages.look());
            case "GET /services/inventory/v1/bundles" -> respond(exchange, 200, packages.lookAtBundles());
            case "GET /services/configuration/v2/factoryComponents" -> respond(exchange, 200, components.factories());
            case "GET " + COMPONENTS + "/pidsWithFactory" -> respond(exchange, 200, components.withFactory());
            case "POST " + COMPONENTS + "/configurations/byPid" -> respond(
                    exchange, 200, components.byPid(json(exchange, body)));
            case "POST /services/deploy/v2/_upload" -> upload(exchange, body);
            case "POST /services/configuration/v2/factoryComponents" -> {
                changes.add(call + " " + new String(body, StandardCharsets.UTF_8));
                Optional<JsonObject> failures = components.create(json(exchange, body));
                respond(exchange, failures.isPresent() ? 500 : 200, failures.orElse(null));
            }
            case "PUT " + COMPONENTS + "/configurations/_update" -> {
                changes.add(call + " " + new String(body, StandardCharsets.UTF_8));
                components.update(json(exchange, body));
                respond(exchange, 200, null);
            }
            default -> respond(exchange, 404, null);
        }
    }

    private void upload(HttpExchange exchange, byte[] body) throws IOException {
        changes.add("POST /services/deploy/v2/_upload");
        if (uploadsLeft.getAndDecrement() <= 0) {
            // Closed without an answer.
            return;
        }
        if (exchange.getRequestHeaders().getFirst("Content-Length") == null) {
            respond(exchange, 411, null);
            return;
        }
        try {
            packages.installLater(UploadForm.file(exchange.getRequestHeaders().getFirst("Content-Type"), body));
            respond(exchange, 200, RECEIVED);
        } catch (IOException e) {
            respond(exchange, 400, new JsonPrimitive(e.getMessage()));
        }
    }

    private static JsonObject json(HttpExchange exchange, byte[] body) {
        if (!"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            throw new IllegalArgumentException("no JSON");
        }
        return GSON.fromJson(new String(body, StandardCharsets.UTF_8), JsonObject.class);
    }

    private static void respond(HttpExchange exchange, int status, JsonElement answer) throws IOException {
        byte[] bytes = answer == null ? new byte[0] : GSON.toJson(answer).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
