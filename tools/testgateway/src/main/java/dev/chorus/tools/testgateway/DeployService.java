package dev.chorus.tools.testgateway;

import com.google.gson.JsonPrimitive;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Kura's {@code /services/deploy/v2} and {@code /services/inventory/v1}. */
final class DeployService {

    private static final JsonPrimitive RECEIVED = new JsonPrimitive("REQUEST_RECEIVED");
    private static final String ROLE = "deploy";

    private final InstalledPackages packages;
    private final CallLog changes;
    private final AtomicInteger uploadsLeft = new AtomicInteger(Integer.MAX_VALUE);

    DeployService(InstalledPackages packages, CallLog changes) {
        this.packages = packages;
        this.changes = changes;
    }

    void addTo(RestRoutes routes) {
        routes.add("GET", "deploy/v2", ROLE, (call, body) -> KuraResponses.json(call, 200, packages.look()))
                .add("POST", "deploy/v2/_upload", ROLE, "multipart/form-data", this::upload)
                .add(
                        "GET",
                        "inventory/v1/bundles",
                        "inventory",
                        (call, body) -> KuraResponses.json(call, 200, packages.lookAtBundles()));
    }

    /** After so many more uploads the connection breaks in the midst of one; a negative number ends that. */
    void breakAfterUploads(int uploads) {
        uploadsLeft.set(uploads < 0 ? Integer.MAX_VALUE : uploads);
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
