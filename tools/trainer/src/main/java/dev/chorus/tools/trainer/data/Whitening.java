package dev.chorus.tools.trainer.data;

import dev.chorus.tools.networks.VariantSpec;
import java.util.Random;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealVector;

/**
 * First filters that suit the pictures: the principal components of their patches, each scaled to variance 1 and each with its
 * negative, so that a ReLU after them loses nothing. A network that begins with them needs not learn that neighbouring pixels
 * are alike, and learns everything else sooner.
 */
public final class Whitening {

    private static final int CHANNELS = 3;
    private static final int PICTURES = 2000;
    private static final int PATCHES_EACH = 64;
    private static final double LEAST_VARIANCE = 1e-4;

    private Whitening() {}

    /**
     * Filters for a variant's first convolution.
     *
     * @param kernel side of the convolution
     * @param most how many there may be
     * @param seed decides which patches are looked at
     * @return pairs of a filter and its negative, most important first, shape {@code [filters, 3, kernel, kernel]}; at most as
     *     many pairs as a patch has values that vary
     */
    public static float[] filters(PictureSet pictures, VariantSpec spec, int kernel, int most, long seed) {
        int length = CHANNELS * kernel * kernel;
        EigenDecompositionSymmetric components = new EigenDecompositionSymmetric(
                MatrixUtils.createRealMatrix(covariance(pictures, spec, kernel, new Random(seed))));
        int pairs = 0;
        while (pairs < Math.min(length, most / 2) && components.getEigenvalue(pairs) > LEAST_VARIANCE) {
            pairs++;
        }
        float[] filters = new float[2 * pairs * length];
        for (int pair = 0; pair < pairs; pair++) {
            RealVector component = components.getEigenvector(pair).mapDivide(Math.sqrt(components.getEigenvalue(pair)));
            for (int at = 0; at < length; at++) {
                filters[2 * pair * length + at] = (float) component.getEntry(at);
                filters[(2 * pair + 1) * length + at] = (float) -component.getEntry(at);
            }
        }
        return filters;
    }

    /** Around zero, not around the mean: a convolution without bias sees it so. */
    private static double[][] covariance(PictureSet pictures, VariantSpec spec, int kernel, Random random) {
        int length = CHANNELS * kernel * kernel;
        double[][] sums = new double[length][length];
        double[] patch = new double[length];
        int looks = Math.min(PICTURES, pictures.size());
        for (int look = 0; look < looks; look++) {
            int number = (int) ((long) look * pictures.size() / looks);
            byte[] pixels = SeenPictures.of(pictures, spec, number);
            for (int at = 0; at < PATCHES_EACH; at++) {
                int free = spec.resolution() - kernel + 1;
                fill(patch, pixels, spec, kernel, random.nextInt(free), random.nextInt(free));
                for (int row = 0; row < length; row++) {
                    for (int column = 0; column < length; column++) {
                        sums[row][column] += patch[row] * patch[column] / ((double) looks * PATCHES_EACH);
                    }
                }
            }
        }
        return sums;
    }

    private static void fill(double[] patch, byte[] pixels, VariantSpec spec, int kernel, int left, int top) {
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int y = 0; y < kernel; y++) {
                for (int x = 0; x < kernel; x++) {
                    int from = CHANNELS * ((top + y) * spec.resolution() + left + x);
                    double sum = 0;
                    for (int in = 0; in < CHANNELS; in++) {
                        sum += spec.colour().share(channel, in) * ((pixels[from + in] & 0xFF) * 2.0 / 255 - 1);
                    }
                    patch[(channel * kernel + y) * kernel + x] = sum;
                }
            }
        }
    }
}
