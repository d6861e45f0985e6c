package org.eclipse.kura.type;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Makes typed values. */
@ProviderType
public final class TypedValues {

    private static final List<Class<?>> TYPES =
            List.of(Boolean.class, byte[].class, Double.class, Float.class, Integer.class, Long.class, String.class);

    private TypedValues() {}

    /**
     * A value of the type that it has in Java.
     *
     * @param value a Boolean, byte array, Double, Float, Integer, Long or String
     * @throws IllegalArgumentException if it is anything else
     */
    public static TypedValue<?> newTypedValue(Object value) {
        if (TYPES.stream().noneMatch(type -> type.isInstance(value))) {
            throw new IllegalArgumentException("no typed value is made of " + value);
        }
        return new Plain<>(value);
    }

    private record Plain<T>(T getValue) implements TypedValue<T> {}
}
