package dev.chorus.inference.api;

/**
 * What the elements of a tensor are, under the names that Kura's inference engines use. Each says in which array a
 * {@link TensorArray} holds them.
 */
public enum ElementType {
    /** 0 or 1, in a {@code byte[]}. */
    BOOL(byte[].class),
    /** In a {@code byte[]}. */
    INT8(byte[].class),
    /** In a {@code short[]}. */
    INT16(short[].class),
    /** In an {@code int[]}. */
    INT32(int[].class),
    /** In a {@code long[]}. */
    INT64(long[].class),
    /** In a {@code byte[]} of the same bits. */
    UINT8(byte[].class),
    /** In a {@code short[]} of the same bits. */
    UINT16(short[].class),
    /** In an {@code int[]} of the same bits. */
    UINT32(int[].class),
    /** In a {@code long[]} of the same bits. */
    UINT64(long[].class),
    /** In a {@code float[]}. */
    FP32(float[].class),
    /** In a {@code double[]}. */
    FP64(double[].class),
    /** Texts, in a {@code String[]}. */
    BYTES(String[].class);

    private final Class<?> arrayClass;

    ElementType(Class<?> arrayClass) {
        this.arrayClass = arrayClass;
    }

    /** The class of the array that holds such elements. */
    public Class<?> arrayClass() {
        return arrayClass;
    }
}
