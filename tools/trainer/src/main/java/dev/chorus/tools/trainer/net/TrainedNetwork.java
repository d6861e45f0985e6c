package dev.chorus.tools.trainer.net;

import dev.chorus.tools.networks.Network;
import java.util.List;

/**
 * A network and what it has learned, batch norm folded into the convolutions.
 *
 * @param network the layers
 * @param convolutions in the order of {@link Network#convolutions()}
 * @param classifierWeights shape {@code [classes, headWidth]}
 * @param classifierBias shape {@code [classes]}
 */
public record TrainedNetwork(
        Network network, List<Convolution> convolutions, float[] classifierWeights, float[] classifierBias) {

    /**
     * A convolution with bias.
     *
     * @param weights shape {@code [out, in / groups, kernel, kernel]}
     * @param bias shape {@code [out]}
     */
    public record Convolution(float[] weights, float[] bias) {

        /**
         * Folds a batch norm into the convolution before it.
         *
         * @param weights shape {@code [out, in / groups, kernel, kernel]}
         * @param gamma shape {@code [out]}, as are the next three
         * @param epsilon what batch norm adds to the variance
         */
        public static Convolution folded(
                float[] weights, float[] gamma, float[] beta, float[] mean, float[] variance, float epsilon) {
            float[] folded = new float[weights.length];
            float[] bias = new float[gamma.length];
            int perChannel = weights.length / gamma.length;
            for (int channel = 0; channel < gamma.length; channel++) {
                double scale = gamma[channel] / Math.sqrt(variance[channel] + epsilon);
                bias[channel] = (float) (beta[channel] - mean[channel] * scale);
                for (int at = channel * perChannel; at < (channel + 1) * perChannel; at++) {
                    folded[at] = (float) (weights[at] * scale);
                }
            }
            return new Convolution(folded, bias);
        }
    }

    public TrainedNetwork {
        convolutions = List.copyOf(convolutions);
    }
}
