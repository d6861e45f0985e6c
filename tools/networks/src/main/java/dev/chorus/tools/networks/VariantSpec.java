package dev.chorus.tools.networks;

/**
 * What makes a variant (paper, section "The family").
 *
 * @param id its name
 * @param resolution the side of the picture that the network sees, in pixels
 * @param margin by how much the picture is larger before it is cropped to that, in pixels; 0 for seeing all of it
 * @param alpha the width multiplier
 * @param headWidth channels of the 1x1 convolution before pooling; 0 for no such convolution
 * @param trunk depth and strides
 * @param pooling between head and classifier
 * @param colour what is seen of colours
 * @param mirrored whether the variant sees every picture mirrored sideways, so that it errs on other pictures than its siblings
 */
public record VariantSpec(
        String id,
        int resolution,
        int margin,
        double alpha,
        int headWidth,
        Trunk trunk,
        Pooling pooling,
        Colour colour,
        boolean mirrored) {

    private static final int PAPER_SMALLEST = 96;
    private static final int PAPER_STEP = 32;
    private static final int PAPER_MARGIN = 10;
    private static final int WIDEST_HEAD = 1280;

    /** A variant that sees pictures as they are. */
    public VariantSpec(
            String id,
            int resolution,
            int margin,
            double alpha,
            int headWidth,
            Trunk trunk,
            Pooling pooling,
            Colour colour) {
        this(id, resolution, margin, alpha, headWidth, trunk, pooling, colour, false);
    }

    /**
     * A variant of the paper's family, named after width and resolution, such as {@code v35-96}. Its head grows with the
     * resolution: at alpha 0.35 from 256 at 96 pixels by 64 every 32 pixels, at 0.5 from 576 by 128, and at other widths in
     * proportion to these two, never wider than MobileNetV2's own.
     *
     * @param alpha the width multiplier
     * @param resolution in pixels, a multiple of 32 from 96 on; 320 counts as the step after 256
     * @throws IllegalArgumentException if the resolution is none of these
     */
    public static VariantSpec ofThePaper(double alpha, int resolution) {
        if (resolution < PAPER_SMALLEST || resolution > 320 || resolution % PAPER_STEP != 0 || resolution == 288) {
            throw new IllegalArgumentException(
                    "resolution is " + resolution + ", allowed is 96, 128, 160, 192, 224, 256 or 320");
        }
        int step = (Math.min(resolution, 288) - PAPER_SMALLEST) / PAPER_STEP;
        double beyond = (alpha - 0.35) / 0.15;
        double head = 256 + 320 * beyond + step * (64 + 64 * beyond);
        String id = "v" + Math.round(100 * alpha) + "-" + resolution;
        return new VariantSpec(id, resolution, PAPER_MARGIN, alpha, rounded(head), Trunk.FULL, Pooling.MAX, Colour.RGB);
    }

    private static int rounded(double head) {
        return (int) Math.max(8, Math.min(WIDEST_HEAD, Math.round(head / 8) * 8));
    }
}
