package dev.chorus.tools.quantizer.graph;

import ai.onnxruntime.platform.Fp16Conversions;

/** Numbers of 16 bits, IEEE 754 binary16: half the bytes for what needs no more than eleven binary digits. */
final class HalfFloats {

    private static final float LEAST_NORMAL = 0x1p-14f;
    private static final float GREATEST = 65504;

    private HalfFloats() {}

    /** The bits of the nearest 16-bit float. */
    static short bits(float value) {
        return Fp16Conversions.floatToFp16(value);
    }

    /** Whether none of some numbers is too large. */
    static boolean reach(float[] values) {
        for (float value : values) {
            if (!(Math.abs(value) <= GREATEST)) {
                return false;
            }
        }
        return true;
    }

    /** The nearest 16-bit float that can be a scale: positive, with all eleven digits. */
    static float scale(float value) {
        return Fp16Conversions.fp16ToFloat(bits(Math.max(value, LEAST_NORMAL)));
    }
}
