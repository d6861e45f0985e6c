package dev.chorus.variant.internal.engine;

import dev.chorus.inference.api.ElementType;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/**
 * Converts elements between lists and arrays. BOOL are Boolean, FP32 Float, FP64 Double, BYTES String; whole numbers
 * have the Java type of the same number of bits, unsigned ones with the same bits. Whole numbers of other types are
 * accepted if in range, and for a text its bytes in UTF-8. Stateless.
 */
final class Boxes {

    private Boxes() {}

    /** Returns the class of the elements in a list of {@link #box}. */
    static Class<?> elementClass(ElementType type) {
        return switch (type) {
            case BOOL -> Boolean.class;
            case INT8, UINT8 -> Byte.class;
            case INT16, UINT16 -> Short.class;
            case INT32, UINT32 -> Integer.class;
            case INT64, UINT64 -> Long.class;
            case FP32 -> Float.class;
            case FP64 -> Double.class;
            case BYTES -> String.class;
        };
    }

    /** Returns a list over an array as {@link ElementType} defines it; not copied. */
    static List<?> box(ElementType type, Object array) {
        if (type == ElementType.BOOL) {
            byte[] flags = (byte[]) array;
            return view(flags.length, at -> flags[at] != 0);
        } else if (array instanceof byte[] bytes) {
            return view(bytes.length, at -> bytes[at]);
        } else if (array instanceof short[] shorts) {
            return view(shorts.length, at -> shorts[at]);
        } else if (array instanceof int[] ints) {
            return view(ints.length, at -> ints[at]);
        } else if (array instanceof long[] longs) {
            return view(longs.length, at -> longs[at]);
        } else if (array instanceof float[] floats) {
            return view(floats.length, at -> floats[at]);
        } else if (array instanceof double[] doubles) {
            return view(doubles.length, at -> doubles[at]);
        }
        return List.of((String[]) array);
    }

    private static <T> List<T> view(int size, IntFunction<T> element) {
        return new View<>(size, element);
    }

    /** Boxes an element on access: a list of boxed elements takes several times the memory of the array. */
    private static final class View<T> extends AbstractList<T> implements RandomAccess {

        private final int size;
        private final IntFunction<T> element;

        View(int size, IntFunction<T> element) {
            this.size = size;
            this.element = element;
        }

        @Override
        public T get(int index) {
            return element.apply(index);
        }

        @Override
        public int size() {
            return size;
        }
    }

    /**
     * Copies a list into an array as {@link ElementType} defines it.
     *
     * @throws EngineException if an element is null, of another class or out of range
     */
    static Object unbox(ElementType type, List<?> elements) throws EngineException {
        int at = 0;
        switch (type) {
            case BOOL -> {
                byte[] flags = new byte[elements.size()];
                for (Object element : elements) {
                    flags[at++] = (byte) (own(Boolean.class, type, element) ? 1 : 0);
                }
                return flags;
            }
            case INT8, UINT8 -> {
                byte[] bytes = new byte[elements.size()];
                for (Object element : elements) {
                    bytes[at++] = (byte) whole(type, element);
                }
                return bytes;
            }
            case INT16, UINT16 -> {
                short[] shorts = new short[elements.size()];
                for (Object element : elements) {
                    shorts[at++] = (short) whole(type, element);
                }
                return shorts;
            }
            case INT32, UINT32 -> {
                int[] ints = new int[elements.size()];
                for (Object element : elements) {
                    ints[at++] = (int) whole(type, element);
                }
                return ints;
            }
            case INT64, UINT64 -> {
                long[] longs = new long[elements.size()];
                for (Object element : elements) {
                    longs[at++] = whole(type, element);
                }
                return longs;
            }
            case FP32 -> {
                float[] floats = new float[elements.size()];
                for (Object element : elements) {
                    floats[at++] = own(Float.class, type, element);
                }
                return floats;
            }
            case FP64 -> {
                double[] doubles = new double[elements.size()];
                for (Object element : elements) {
                    doubles[at++] = own(Double.class, type, element);
                }
                return doubles;
            }
            default -> {
                String[] texts = new String[elements.size()];
                for (Object element : elements) {
                    texts[at++] = own(String.class, type, element);
                }
                return texts;
            }
        }
    }

    /** Returns a text for its bytes in UTF-8. */
    static String text(List<?> bytes) throws EngineException {
        return new String((byte[]) unbox(ElementType.INT8, bytes), StandardCharsets.UTF_8);
    }

    private static long whole(ElementType type, Object element) throws EngineException {
        if (elementClass(type).isInstance(element)) {
            return ((Number) element).longValue();
        }
        if (!(element instanceof Byte
                || element instanceof Short
                || element instanceof Integer
                || element instanceof Long)) {
            throw unfit(type, element);
        }
        long value = ((Number) element).longValue();
        boolean fits =
                switch (type) {
                    case INT8 -> value == (byte) value;
                    case INT16 -> value == (short) value;
                    case INT32 -> value == (int) value;
                    case UINT8 -> value >= 0 && value < 1L << Byte.SIZE;
                    case UINT16 -> value >= 0 && value < 1L << Short.SIZE;
                    case UINT32 -> value >= 0 && value < 1L << Integer.SIZE;
                    case UINT64 -> value >= 0;
                    default -> true;
                };
        if (!fits) {
            throw unfit(type, element);
        }
        return value;
    }

    private static <T> T own(Class<T> expected, ElementType type, Object element) throws EngineException {
        if (!expected.isInstance(element)) {
            throw unfit(type, element);
        }
        return expected.cast(element);
    }

    private static EngineException unfit(ElementType type, Object element) {
        String shown = element == null
                ? "null"
                : element instanceof Number
                        ? element.getClass().getSimpleName() + " " + element
                        : element.getClass().getSimpleName();
        return EngineException.invalid(
                "must have " + elementClass(type).getSimpleName() + " elements for " + type + ", had " + shown);
    }
}
