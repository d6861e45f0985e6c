package dev.chorus.core.protocol;

import java.util.Arrays;
import java.util.Locale;

/** Enum constants as spelled on the wire: lower case, dashes for underscores. */
final class WireNames {

    private WireNames() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException naming the field, the valid names and the given value */
    static <E extends Enum<E>> E parse(Class<E> type, String field, String wireName) {
        for (E constant : type.getEnumConstants()) {
            if (of(constant).equals(wireName)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(field + " must be one of "
                + Arrays.stream(type.getEnumConstants()).map(WireNames::of).toList() + ", was '" + wireName + "'");
    }
}
