package dev.chorus.tools.networks;

/** The full model that variants descend from and are measured against. */
public final class BaseModel {

    /** The resolution that the published figures are for, in pixels. */
    public static final int RESOLUTION = 224;

    private static final int HEAD_WIDTH = 1280;

    private BaseModel() {}

    /** MobileNetV2 1.0 at {@value #RESOLUTION} pixels. */
    public static Network mobileNetV2(int classes) {
        return mobileNetV2(classes, RESOLUTION);
    }

    /** MobileNetV2 1.0 at another resolution: the same parameters, other feature maps. */
    public static Network mobileNetV2(int classes, int resolution) {
        VariantSpec spec =
                new VariantSpec("mobilenetv2", resolution, 0, 1, HEAD_WIDTH, Trunk.FULL, Pooling.AVERAGE, Colour.RGB);
        return Network.of(spec, classes);
    }
}
