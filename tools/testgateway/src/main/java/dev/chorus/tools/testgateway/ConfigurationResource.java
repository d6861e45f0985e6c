package dev.chorus.tools.testgateway;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Kura's {@code /services/configuration/v2}, as recorded of Kura 5.6.0. */
final class ConfigurationResource {

    private static final String ROLE = "configuration";
    private static final String FACTORIES = "configuration/v2/factoryComponents";
    private static final String COMPONENTS = "configuration/v2/configurableComponents";
    private static final String SNAPSHOTS = "configuration/v2/snapshots";

    private final ComponentStore components;
    private final Snapshots snapshots;
    private final CallLog changes;
    private final Consumer<CountDownLatch> restart;

    /** @param restart cuts all sessions at once, and all connections once the call is answered */
    ConfigurationResource(
            ComponentStore components, Snapshots snapshots, CallLog changes, Consumer<CountDownLatch> restart) {
        this.components = components;
        this.snapshots = snapshots;
        this.changes = changes;
        this.restart = restart;
    }

    /** What a call does with its body. */
    @FunctionalInterface
    private interface Action {
        void run(HttpExchange exchange, JsonObject body) throws IOException;
    }

    @FunctionalInterface
    private interface Answer {
        void send() throws IOException;
    }

    void addTo(RestRoutes routes) {
        routes.add("GET", FACTORIES, ROLE, (call, body) -> KuraResponses.json(call, 200, components.factories()))
                .add("POST", FACTORIES, ROLE, requiring("configs", this::create))
                .add("DELETE", FACTORIES + "/byPid", ROLE, requiring("pids", this::delete))
                .add("GET", COMPONENTS, ROLE, (call, body) -> KuraResponses.json(call, 200, components.pids()))
                .add(
                        "GET",
                        COMPONENTS + "/pidsWithFactory",
                        ROLE,
                        (call, body) -> KuraResponses.json(call, 200, components.withFactory()))
                .add(
                        "POST",
                        COMPONENTS + "/configurations/byPid",
                        ROLE,
                        requiring("pids", (call, body) -> KuraResponses.json(call, 200, components.byPid(body))))
                .add("PUT", COMPONENTS + "/configurations/_update", ROLE, requiring("configs", this::update))
                .add("GET", SNAPSHOTS, ROLE, (call, body) -> KuraResponses.json(call, 200, snapshots.list()))
                .add("POST", SNAPSHOTS + "/_write", ROLE, (call, body) -> answerId(call, snapshots.take()))
                .add("POST", SNAPSHOTS + "/byId", ROLE, requiring("id", this::snapshot))
                .add("POST", SNAPSHOTS + "/byId/_rollback", ROLE, requiring("id", this::rollbackById))
                .add("POST", SNAPSHOTS + "/_rollback", ROLE, this::rollback);
    }

    private RestRoutes.Handler requiring(String key, Action action) {
        return (exchange, body) -> {
            if (body.length == 0) {
                KuraResponses.error(exchange, 500, "javax.servlet.ServletException");
                return;
            }
            JsonObject json = JsonParser.parseString(new String(body, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            if (json.has(key)) {
                action.run(exchange, json);
            } else {
                KuraResponses.message(exchange, 400, "parameter \"" + key + "\" is required");
            }
        };
    }

    private void create(HttpExchange exchange, JsonObject body) throws IOException {
        changes.add(exchange, body.toString());
        JsonArray failures = components.create(body);
        takeSnapshot(body);
        if (failures.isEmpty()) {
            KuraResponses.empty(exchange, 200);
        } else {
            KuraResponses.json(exchange, 500, ComponentStore.object("failures", failures));
        }
    }

    private void update(HttpExchange exchange, JsonObject body) throws IOException {
        changes.add(exchange, body.toString());
        try {
            components.update(body);
        } catch (ComponentValues.UnfitException e) {
            KuraResponses.message(exchange, 400, e.getMessage());
            return;
        }
        takeSnapshot(body);
        KuraResponses.empty(exchange, 200);
    }

    private void delete(HttpExchange exchange, JsonObject body) throws IOException {
        changes.add(exchange, body.toString());
        components.delete(body);
        takeSnapshot(body);
        KuraResponses.empty(exchange, 200);
    }

    private void takeSnapshot(JsonObject body) {
        if (body.has("takeSnapshot") && body.get("takeSnapshot").getAsBoolean()) {
            snapshots.take();
        }
    }

    private void snapshot(HttpExchange exchange, JsonObject body) throws IOException {
        if (isKnown(exchange, body)) {
            KuraResponses.json(exchange, 200, ComponentStore.object("configs", new JsonArray()));
        }
    }

    private void rollbackById(HttpExchange exchange, JsonObject body) throws IOException {
        if (isKnown(exchange, body)) {
            snapshots.rollback(body.get("id").getAsLong());
            restartAfter(exchange, () -> KuraResponses.empty(exchange, 200));
        }
    }

    private boolean isKnown(HttpExchange exchange, JsonObject body) throws IOException {
        long id = body.get("id").getAsLong();
        Optional<String> missing = snapshots.has(id)
                ? Optional.empty()
                : Optional.of("Configuration snapshot /opt/eclipse/kura/user/snapshots/snapshot_" + id
                        + ".xml was not found.");
        if (missing.isPresent()) {
            KuraResponses.message(exchange, 500, missing.get());
        }
        return missing.isEmpty();
    }

    private void rollback(HttpExchange exchange, byte[] body) throws IOException {
        long id = snapshots.rollback();
        restartAfter(exchange, () -> answerId(exchange, id));
    }

    private void restartAfter(HttpExchange exchange, Answer answer) throws IOException {
        CountDownLatch answered = new CountDownLatch(1);
        restart.accept(answered);
        try {
            answer.send();
            exchange.close();
        } finally {
            answered.countDown();
        }
    }

    private static void answerId(HttpExchange exchange, long id) throws IOException {
        KuraResponses.json(exchange, 200, ComponentStore.object("id", new JsonPrimitive(id)));
    }
}
