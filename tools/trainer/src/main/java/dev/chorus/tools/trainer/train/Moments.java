package dev.chorus.tools.trainer.train;

import ai.djl.ndarray.NDArray;

/** Mean and variance of each channel of the feature maps that pass by. One thread at a time. */
final class Moments {

    private final double[] sums;
    private final double[] squares;
    private int batches;

    Moments(int channels) {
        sums = new double[channels];
        squares = new double[channels];
    }

    /** @param features shape {@code [batch, channels, height, width]}, of every batch the same */
    void add(NDArray features) {
        float[] mean = meanOf(features);
        float[] square = meanOf(features.square());
        for (int channel = 0; channel < sums.length; channel++) {
            sums[channel] += mean[channel];
            squares[channel] += square[channel];
        }
        batches++;
    }

    /** DJL's mean takes one axis at a time. */
    private float[] meanOf(NDArray features) {
        return features.reshape(
                        -1, sums.length, features.size() / features.getShape().get(0) / sums.length)
                .mean(new int[] {2})
                .mean(new int[] {0})
                .toFloatArray();
    }

    float[] mean() {
        float[] mean = new float[sums.length];
        for (int channel = 0; channel < mean.length; channel++) {
            mean[channel] = (float) (sums[channel] / batches);
        }
        return mean;
    }

    float[] variance() {
        float[] variance = new float[sums.length];
        for (int channel = 0; channel < variance.length; channel++) {
            double mean = sums[channel] / batches;
            variance[channel] = (float) Math.max(0, squares[channel] / batches - mean * mean);
        }
        return variance;
    }
}
