package dev.chorus.tools.gateway;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import org.eclipse.kura.configuration.Password;

/** The types of a component's properties, under the names that Kura's REST interface gives them. */
public enum PropertyType {
    STRING(String.class),
    LONG(Long.class),
    DOUBLE(Double.class),
    FLOAT(Float.class),
    INTEGER(Integer.class),
    BYTE(Byte.class),
    CHAR(Character.class),
    BOOLEAN(Boolean.class),
    SHORT(Short.class),
    PASSWORD(Password.class);

    private static final Gson GSON = new Gson();

    private final Class<?> valueClass;

    PropertyType(Class<?> valueClass) {
        this.valueClass = valueClass;
    }

    /** The class of one value. */
    Class<?> valueClass() {
        return valueClass;
    }

    /**
     * The type that a value is of.
     *
     * @throws IllegalArgumentException if Kura has none for it
     */
    static PropertyType of(Object value) {
        for (PropertyType type : values()) {
            if (type.valueClass.isInstance(value)) {
                return type;
            }
        }
        throw new IllegalArgumentException("value is '" + value + "' of "
                + value.getClass().getName() + ", allowed are the classes of PropertyType");
    }

    /** One value of this type as JSON. */
    JsonElement toJson(Object value) {
        return value instanceof Password password
                ? new JsonPrimitive(new String(password.getPassword()))
                : GSON.toJsonTree(value);
    }

    /**
     * One value of this type from JSON.
     *
     * @throws IllegalArgumentException if it is no value of this type
     */
    Object fromJson(JsonElement json) {
        try {
            return this == PASSWORD ? new Password(json.getAsString()) : GSON.fromJson(json, valueClass);
        } catch (JsonSyntaxException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("value is '" + json + "', allowed is " + this, e);
        }
    }
}
