package dev.chorus.core.family;

import dev.chorus.core.topk.TopK;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One member of a family: a complete but much lighter model (paper, section "The family").
 *
 * @param id its name, as {@link Names} requires
 * @param alpha the width multiplier, above 0
 * @param resolution the side of the network's square input, in pixels, 8 to 1024
 * @param headWidth channels of the last 1x1 convolution before the classes; 0: not known
 * @param weight the fusion weight s_i, by the formula or chosen manually, above 0 and at most {@value #MAX_WEIGHT}
 * @param k number of classes ranked, {@code 1..}{@value TopK#MAX_K}
 * @param model the name of the ONNX file beside {@code family.json}; a plain file name
 * @param sha256 the checksum of that file, 64 lower-case hexadecimal digits
 * @param parameters number of parameters of the network; 0: not known
 * @param macs multiply-accumulates for one picture; 0: not known
 * @param accuracy the share of right answers measured by its trainer, 0 to 1; 0: not measured
 * @param modelInterface the input and outputs of the file
 * @param fit what was fitted to its answers; {@link Fit#NONE} if nothing was fitted
 */
public record Variant(
        String id,
        double alpha,
        int resolution,
        int headWidth,
        double weight,
        int k,
        String model,
        String sha256,
        long parameters,
        long macs,
        double accuracy,
        ModelInterface modelInterface,
        Fit fit) {

    /** Maximum fusion weight; keeps exact sums within 64 bits. */
    public static final double MAX_WEIGHT = 1000;

    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,127}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException naming the field, the required value and the given value */
    public Variant {
        Names.check("variant id", id);
        require(alpha > 0 && alpha <= 10, id, "alpha", alpha, "above 0, at most 10");
        require(resolution >= 8 && resolution <= 1024, id, "resolution", resolution, "8..1024");
        require(headWidth >= 0, id, "headWidth", headWidth, "at least 0");
        require(weight > 0 && weight <= MAX_WEIGHT, id, "weight", weight, "above 0, at most " + MAX_WEIGHT);
        require(k >= 1 && k <= TopK.MAX_K, id, "k", k, "1.." + TopK.MAX_K);
        require(FILE_NAME.matcher(model).matches(), id, "model", model, "a plain file name");
        require(SHA256.matcher(sha256).matches(), id, "sha256", sha256, "64 lower-case hexadecimal digits");
        require(parameters >= 0, id, "parameters", parameters, "at least 0");
        require(macs >= 0, id, "macs", macs, "at least 0");
        require(accuracy >= 0 && accuracy <= 1, id, "accuracy", accuracy, "0..1");
        Objects.requireNonNull(modelInterface, "modelInterface");
        Objects.requireNonNull(fit, "fit");
    }

    /**
     * Creates a variant as this project's trainer writes it, {@link ModelInterface.Ranking}, without a fit.
     *
     * @throws IllegalArgumentException naming the field, the required value and the given value
     */
    public Variant(
            String id,
            double alpha,
            int resolution,
            int headWidth,
            double weight,
            int k,
            String model,
            String sha256,
            long parameters,
            long macs,
            double accuracy) {
        this(
                id,
                alpha,
                resolution,
                headWidth,
                weight,
                k,
                model,
                sha256,
                parameters,
                macs,
                accuracy,
                new ModelInterface.Ranking(),
                Fit.NONE);
    }

    /** Returns this variant with another fit. */
    public Variant withFit(Fit newFit) {
        return new Variant(
                id,
                alpha,
                resolution,
                headWidth,
                weight,
                k,
                model,
                sha256,
                parameters,
                macs,
                accuracy,
                modelInterface,
                newFit);
    }

    /**
     * Returns this variant with another file of the same name, such as a quantized one. Keeps its fit: the answers of
     * the file must be nearly the same.
     *
     * @throws IllegalArgumentException naming the field, the required value and the given value
     */
    public Variant withModel(String newSha256, double newAccuracy) {
        return new Variant(
                id,
                alpha,
                resolution,
                headWidth,
                weight,
                k,
                model,
                newSha256,
                parameters,
                macs,
                newAccuracy,
                modelInterface,
                fit);
    }

    private static void require(boolean valid, String id, String field, Object value, String required) {
        if (!valid) {
            throw new IllegalArgumentException(
                    field + " of variant " + id + " must be " + required + ", was '" + value + "'");
        }
    }

    /**
     * Returns the paper's fusion weight, {@code s_i = (r_i / max r) * (alpha_i / 0.35) ^ 1.15}.
     *
     * @param resolution this variant's, in pixels
     * @param maxResolution the family's largest, in pixels
     * @param alpha this variant's width multiplier
     */
    public static double weightByFormula(int resolution, int maxResolution, double alpha) {
        return (double) resolution / maxResolution * Math.pow(alpha / 0.35, 1.15);
    }
}
