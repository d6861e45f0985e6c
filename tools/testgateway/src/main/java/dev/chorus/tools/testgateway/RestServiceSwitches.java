package dev.chorus.tools.testgateway;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.util.Optional;

/** The configuration of Kura's RestService, which switches how clients log in. */
final class RestServiceSwitches {

    static final String PID = "org.eclipse.kura.internal.rest.provider.RestService";

    private static final String BASIC = "auth.basic.enabled";
    private static final String PASSWORDS = "auth.password.enabled";
    private static final String SESSIONS = "session.management.enabled";
    private static final String INACTIVITY = "session.inactivity.interval";
    private static final int INACTIVITY_S = 900;

    private final KuraAuthentication authentication;

    RestServiceSwitches(KuraAuthentication authentication) {
        this.authentication = authentication;
    }

    void addTo(ComponentStore components) {
        JsonObject properties = new JsonObject();
        properties.add(BASIC, ComponentValues.property("BOOLEAN", new JsonPrimitive(false)));
        properties.add(PASSWORDS, ComponentValues.property("BOOLEAN", new JsonPrimitive(true)));
        properties.add(SESSIONS, ComponentValues.property("BOOLEAN", new JsonPrimitive(true)));
        properties.add(INACTIVITY, ComponentValues.property("INTEGER", new JsonPrimitive(INACTIVITY_S)));
        components.addBuiltIn(PID, properties, this::apply);
    }

    private void apply(JsonObject changes) {
        value(changes, BASIC).ifPresent(value -> authentication.enableBasic(value.getAsBoolean()));
        value(changes, PASSWORDS).ifPresent(value -> authentication.enablePasswords(value.getAsBoolean()));
        value(changes, SESSIONS).ifPresent(value -> authentication.enableSessions(value.getAsBoolean()));
        value(changes, INACTIVITY)
                .ifPresent(value -> authentication.setInactivityLimit(Duration.ofSeconds(value.getAsLong())));
    }

    private static Optional<JsonPrimitive> value(JsonObject changes, String id) {
        return Optional.ofNullable(changes.getAsJsonObject(id)).map(change -> change.getAsJsonPrimitive("value"));
    }
}
