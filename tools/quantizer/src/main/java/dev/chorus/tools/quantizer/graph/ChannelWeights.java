package dev.chorus.tools.quantizer.graph;

/**
 * Weights as signed bytes with a scale for each output channel: {@code real = scales[channel] * byte}.
 *
 * @param bytes in the order of the original weights, within -64..64
 * @param scales one an output channel, each of them a {@linkplain HalfFloats 16-bit float}
 */
record ChannelWeights(byte[] bytes, float[] scales) {

    /**
     * On x86 without VNNI, ONNX Runtime adds pairs of products of an unsigned and a signed byte in 16 bits, cut off at 32767: 2 *
     * 255 * 64 is the most that fits. With 127, answers there have other labels.
     */
    private static final int LARGEST_BYTE = 64;

    /**
     * Quantises weights. The scale is rounded to 16 bits first, so that the bytes make up for it.
     *
     * @param weights shape {@code [channels, ...]}, output channels first
     * @param channels how many output channels there are
     */
    static ChannelWeights of(float[] weights, int channels) {
        int each = weights.length / channels;
        byte[] bytes = new byte[weights.length];
        float[] scales = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            int begin = channel * each;
            float largest = 0;
            for (int at = begin; at < begin + each; at++) {
                largest = Math.max(largest, Math.abs(weights[at]));
            }
            float scale = HalfFloats.scale(largest / LARGEST_BYTE);
            scales[channel] = scale;
            for (int at = begin; at < begin + each; at++) {
                bytes[at] = (byte) Math.min(LARGEST_BYTE, Math.max(-LARGEST_BYTE, Math.round(weights[at] / scale)));
            }
        }
        return new ChannelWeights(bytes, scales);
    }
}
