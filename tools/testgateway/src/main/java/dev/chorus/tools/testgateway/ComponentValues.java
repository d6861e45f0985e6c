package dev.chorus.tools.testgateway;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.Set;

/** Checks and converts the values of a configuration as Kura does: a value must fit the type that is named beside it, whatever it is. */
final class ComponentValues {

    private static final Set<String> WHOLE = Set.of("INTEGER", "LONG", "SHORT", "BYTE");
    private static final Set<String> NUMBERS = Set.of("DOUBLE", "FLOAT");
    private static final Set<String> OTHERS = Set.of("STRING", "CHAR", "BOOLEAN", "PASSWORD");

    private ComponentValues() {}

    /**
     * Writes new values over others.
     *
     * @param properties gets them; a property whose new value is null goes
     * @param changes may be null
     * @throws UnfitException if a value does not fit; nothing is written then
     */
    static void merge(JsonObject properties, JsonObject changes) {
        if (changes == null) {
            return;
        }
        JsonObject checked = new JsonObject();
        for (Map.Entry<String, JsonElement> change : changes.entrySet()) {
            checked.add(
                    change.getKey(), checked(change.getKey(), change.getValue().getAsJsonObject()));
        }
        for (Map.Entry<String, JsonElement> change : checked.entrySet()) {
            if (change.getValue().isJsonNull()) {
                properties.remove(change.getKey());
            } else {
                properties.add(change.getKey(), change.getValue());
            }
        }
    }

    private static JsonElement checked(String id, JsonObject property) {
        String type = property.has("type") ? property.get("type").getAsString() : "";
        if (!WHOLE.contains(type) && !NUMBERS.contains(type) && !OTHERS.contains(type)) {
            throw new UnfitException(id, type, "");
        }
        JsonElement value = property.get("value");
        if (value == null || value.isJsonNull() || value.isJsonArray() || OTHERS.contains(type)) {
            return value == null || value.isJsonNull() ? JsonNull.INSTANCE : property(type, value);
        }
        try {
            double number = Double.parseDouble(value.getAsString());
            return property(type, WHOLE.contains(type) ? new JsonPrimitive((long) number) : new JsonPrimitive(number));
        } catch (NumberFormatException e) {
            throw new UnfitException(id, type, value.getAsString());
        }
    }

    /** One property as REST shows it. */
    static JsonObject property(String type, JsonElement value) {
        JsonObject property = new JsonObject();
        property.add("value", value);
        property.addProperty("type", type);
        return property;
    }

    static JsonObject property(String type, String value) {
        return property(type, new JsonPrimitive(value));
    }

    /** A value does not fit the type that is named beside it, or that type does not exist. */
    static final class UnfitException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String id;
        private final boolean isTypeKnown;

        UnfitException(String id, String type, String value) {
            super("Invalid property for type " + type + ": " + value);
            this.id = id;
            this.isTypeKnown = WHOLE.contains(type) || NUMBERS.contains(type);
        }

        /** Kura's message where a component is created. */
        String messageOfCreation() {
            return isTypeKnown
                    ? "Invalid property value for " + id
                            + " org.eclipse.kura.rest.configuration.api.PropertyDTO@42ac2954"
                    : "Cannot invoke \"org.eclipse.kura.configuration.metatype.Scalar.ordinal()\" because \"type\" is null";
        }
    }
}
