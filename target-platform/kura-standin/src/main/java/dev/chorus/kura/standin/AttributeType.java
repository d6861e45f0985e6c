package dev.chorus.kura.standin;

import java.util.function.Function;
import org.eclipse.kura.configuration.Password;

/** The attribute types that Kura knows. A definition that names another is discarded as a whole. */
enum AttributeType {
    STRING("String", String.class, text -> text),
    LONG("Long", Long.class, Long::valueOf),
    DOUBLE("Double", Double.class, Double::valueOf),
    FLOAT("Float", Float.class, Float::valueOf),
    INTEGER("Integer", Integer.class, Integer::valueOf),
    BYTE("Byte", Byte.class, Byte::valueOf),
    CHAR("Char", Character.class, text -> text.charAt(0)),
    BOOLEAN("Boolean", Boolean.class, Boolean::valueOf),
    SHORT("Short", Short.class, Short::valueOf),
    /** In the clear until the configuration is written. */
    PASSWORD("Password", Password.class, Password::new);

    private final String xmlName;
    private final Class<?> valueClass;
    private final Function<String, Object> parser;

    AttributeType(String xmlName, Class<?> valueClass, Function<String, Object> parser) {
        this.xmlName = xmlName;
        this.valueClass = valueClass;
        this.parser = parser;
    }

    /**
     * The type of that name in a metatype file.
     *
     * @throws IllegalArgumentException if Kura does not know it
     */
    static AttributeType ofXmlName(String xmlName) {
        for (AttributeType type : values()) {
            if (type.xmlName.equals(xmlName)) {
                return type;
            }
        }
        throw new IllegalArgumentException("attribute type is '" + xmlName + "', which Kura does not know");
    }

    /** The class of one value of this type. */
    Class<?> valueClass() {
        return valueClass;
    }

    /**
     * The value that a text stands for.
     *
     * @throws RuntimeException if the text is no value of this type
     */
    Object parse(String text) {
        return parser.apply(text);
    }
}
