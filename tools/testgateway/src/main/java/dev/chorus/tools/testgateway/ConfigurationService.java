package dev.chorus.tools.testgateway;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Kura's {@code /services/configuration/v2}. */
final class ConfigurationService {

    private static final String ROLE = "configuration";
    private static final String FACTORIES = "configuration/v2/factoryComponents";
    private static final String COMPONENTS = "configuration/v2/configurableComponents";

    private final Components components;
    private final CallLog changes;

    ConfigurationService(Components components, CallLog changes) {
        this.components = components;
        this.changes = changes;
    }

    void addTo(RestRoutes routes) {
        routes.add("GET", FACTORIES, ROLE, (call, body) -> KuraResponses.json(call, 200, components.factories()))
                .add("POST", FACTORIES, ROLE, this::create)
                .add(
                        "GET",
                        COMPONENTS + "/pidsWithFactory",
                        ROLE,
                        (call, body) -> KuraResponses.json(call, 200, components.withFactory()))
                .add(
                        "POST",
                        COMPONENTS + "/configurations/byPid",
                        ROLE,
                        (call, body) -> KuraResponses.json(call, 200, components.byPid(json(body))))
                .add("PUT", COMPONENTS + "/configurations/_update", ROLE, this::update);
    }

    private void create(HttpExchange exchange, byte[] body) throws IOException {
        changes.add(exchange, new String(body, StandardCharsets.UTF_8));
        Optional<JsonObject> failures = components.create(json(body));
        if (failures.isPresent()) {
            KuraResponses.json(exchange, 500, failures.get());
        } else {
            KuraResponses.empty(exchange, 200);
        }
    }

    private void update(HttpExchange exchange, byte[] body) throws IOException {
        changes.add(exchange, new String(body, StandardCharsets.UTF_8));
        components.update(json(body));
        KuraResponses.empty(exchange, 200);
    }

    private static JsonObject json(byte[] body) {
        return JsonParser.parseString(new String(body, StandardCharsets.UTF_8)).getAsJsonObject();
    }
}
