package dev.chorus.tools.gateway;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import org.eclipse.kura.configuration.Password;

/** Types of a component's properties, with their names in Kura's REST interface. */
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

    /** Returns the class of one value. */
    Class<?> valueClass() {
        return valueClass;
    }

    /**
     * Returns the type of a value.
     *
     * @throws IllegalArgumentException if Kura has no type for it
     */
    static PropertyType of(Object value) {
        for (PropertyType type : values()) {
            if (type.valueClass.isInstance(value)) {
                return type;
            }
        }
        throw new IllegalArgumentException("value must have a class of PropertyType, was '" + value + "' of "
                + value.getClass().getName());
    }

    /** Converts one value of this type to JSON. */
    JsonElement toJson(Object value) {
        return value instanceof Password password
                ? new JsonPrimitive(new String(password.getPassword()))
                : GSON.toJsonTree(value);
    }

    /**
     * Reads one value of this type from JSON.
     *
     * @throws IllegalArgumentException if it is not a value of this type
     */
    Object fromJson(JsonElement json) {
        try {
            return this == PASSWORD ? new Password(json.getAsString()) : GSON.fromJson(json, valueClass);
        } catch (JsonSyntaxException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("value must be " + this + ", was '" + json + "'", e);
        }
    }
}
