package dev.chorus.core.family;

import dev.chorus.core.topk.TopK;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One member of a family: a complete but much lighter model (paper, section "The family").
 *
 * @param id its name, as {@link Names} allows
 * @param alpha the width multiplier, above 0
 * @param resolution the side of the square that the network sees, in pixels, 8 to 1024
 * @param headWidth channels of the last 1x1 convolution before the classes; 0: not known
 * @param weight the fusion weight s_i by the formula, or as somebody chose it, above 0 and at most {@value #MAX_WEIGHT}
 * @param k classes that are ranked, {@code 1..}{@value TopK#MAX_K}
 * @param model the name of the ONNX file beside {@code family.json}; a plain file name
 * @param sha256 the checksum of that file, 64 lower-case hexadecimal digits
 * @param parameters how many the network has; 0: not known
 * @param macs multiply-accumulates for one picture; 0: not known
 * @param accuracy the share of right answers that its trainer measured, 0 to 1; 0: not measured
 * @param modelInterface what the file takes and gives
 * @param fit what was fitted to its answers; {@link Fit#NONE} if nothing was
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

    /** The greatest fusion weight; keeps exact sums within 64 bits. */
    public static final double MAX_WEIGHT = 1000;

    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,127}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException naming field, value and what is allowed */
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
     * A variant as our trainer writes them, {@link ModelInterface.Ranking}, to which nothing is fitted yet.
     *
     * @throws IllegalArgumentException naming field, value and what is allowed
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

    /** The same variant with what was fitted to it. */
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
     * The same variant with another file of the same name, such as one with fewer bits. Keeps its fit: the file must answer
     * nearly alike.
     *
     * @throws IllegalArgumentException naming field, value and what is allowed
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

    private static void require(boolean allowed, String id, String field, Object value, String what) {
        if (!allowed) {
            throw new IllegalArgumentException(field + " of variant " + id + " is '" + value + "', allowed is " + what);
        }
    }

    /**
     * The paper's fusion weight, {@code s_i = (r_i / max r) * (alpha_i / 0.35) ^ 1.15}.
     *
     * @param resolution this variant's, in pixels
     * @param maxResolution the family's largest, in pixels
     * @param alpha this variant's width multiplier
     */
    public static double weightByFormula(int resolution, int maxResolution, double alpha) {
        return (double) resolution / maxResolution * Math.pow(alpha / 0.35, 1.15);
    }
}
