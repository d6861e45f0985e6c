package dev.chorus.tools.testgateway;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Kura's {@code /services/deploy/v2} and {@code /services/inventory/v1}. */
final class DeployService {

    private static final JsonPrimitive RECEIVED = new JsonPrimitive("REQUEST_RECEIVED");
    private static final JsonPrimitive UNINSTALLING = new JsonPrimitive("UNINSTALLING");
    private static final String ROLE = "deploy";
    private static final String INVENTORY = "inventory";

    private final InstalledPackages packages;
    private final CallLog changes;
    private final Map<String, byte[]> downloads = new ConcurrentHashMap<>();
    private final AtomicInteger uploadsLeft = new AtomicInteger(Integer.MAX_VALUE);

    DeployService(InstalledPackages packages, CallLog changes) {
        this.packages = packages;
        this.changes = changes;
    }

    void addTo(RestRoutes routes) {
        routes.add("GET", "deploy/v2", ROLE, (call, body) -> KuraResponses.json(call, 200, packages.advance()))
                .add("POST", "deploy/v2/_upload", ROLE, "multipart/form-data", this::upload)
                .add("POST", "deploy/v2/_install", ROLE, this::install)
                .add("DELETE", "deploy/v2/(?!_)[^/]+", ROLE, this::uninstall)
                .add(
                        "GET",
                        "inventory/v1/bundles",
                        INVENTORY,
                        (call, body) -> KuraResponses.json(call, 200, packages.advanceBundles()))
                .add(
                        "GET",
                        "inventory/v1/deploymentPackages",
                        INVENTORY,
                        (call, body) -> KuraResponses.json(call, 200, packages.withBundles()));
    }

    /** After so many more uploads the connection breaks in the midst of one; a negative number ends that. */
    void breakAfterUploads(int uploads) {
        uploadsLeft.set(uploads < 0 ? Integer.MAX_VALUE : uploads);
    }

    /** What the gateway finds at an address. */
    void offer(String url, byte[] content) {
        downloads.put(url, content);
    }

    private void install(HttpExchange exchange, byte[] body) throws IOException {
        JsonElement request = JsonParser.parseString(new String(body, StandardCharsets.UTF_8));
        if (!request.isJsonObject() || !request.getAsJsonObject().has("url")) {
            KuraResponses.text(exchange, 400, "Bad request");
            return;
        }
        changes.add(exchange, request.toString());
        byte[] content = downloads.get(request.getAsJsonObject().get("url").getAsString());
        if (content != null) {
            packages.installLater(content);
        }
        KuraResponses.json(exchange, 200, RECEIVED);
    }

    private void uninstall(HttpExchange exchange, byte[] body) throws IOException {
        changes.add(exchange, "");
        String path = exchange.getRequestURI().getPath();
        boolean isFirst = packages.uninstallLater(path.substring(path.lastIndexOf('/') + 1));
        KuraResponses.json(exchange, 200, isFirst ? RECEIVED : UNINSTALLING);
    }

    private void upload(HttpExchange exchange, byte[] body) throws IOException {
        changes.add(exchange, "");
        if (uploadsLeft.getAndDecrement() <= 0) {
            // Closed without an answer.
            return;
        }
        if (exchange.getRequestHeaders().getFirst("Content-Length") == null) {
            KuraResponses.empty(exchange, 411);
            return;
        }
        try {
            packages.installLater(UploadForm.file(exchange.getRequestHeaders().getFirst("Content-Type"), body));
            KuraResponses.json(exchange, 200, RECEIVED);
        } catch (IOException e) {
            KuraResponses.error(exchange, 500, "javax.servlet.ServletException: " + e.getMessage());
        }
    }
}
