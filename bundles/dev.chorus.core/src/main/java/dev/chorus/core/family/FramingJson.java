package dev.chorus.core.family;

import com.google.gson.JsonObject;
import dev.chorus.core.family.Framing.Resize;
import dev.chorus.core.family.Framing.Smoothing;
import dev.chorus.core.json.JsonFields;

/**
 * Reads and writes the fields of {@link Framing} in the object {@code classifier}; fields equal to those of
 * {@link Framing#WHOLE} are absent. Stateless.
 */
final class FramingJson {

    private static final String RESIZE = "resize";
    private static final String CROP = "crop";
    private static final String SMOOTHING = "smoothing";
    private static final String PADDING = "padding";

    private FramingJson() {}

    static Framing read(JsonFields classifier) {
        return new Framing(
                classifier.has(RESIZE)
                        ? ModelInterfaceJson.constant(classifier, RESIZE, Resize.values())
                        : Framing.WHOLE.resize(),
                classifier.number(CROP, Framing.WHOLE.crop()),
                classifier.has(SMOOTHING)
                        ? ModelInterfaceJson.constant(classifier, SMOOTHING, Smoothing.values())
                        : Framing.WHOLE.smoothing(),
                classifier.has(PADDING) ? (int) classifier.whole(PADDING, 0, 255) : Framing.WHOLE.padding());
    }

    static void write(Framing framing, JsonObject classifier) {
        if (framing.resize() != Framing.WHOLE.resize()) {
            classifier.addProperty(RESIZE, ModelInterfaceJson.nameOf(framing.resize()));
        }
        if (framing.crop() != Framing.WHOLE.crop()) {
            classifier.addProperty(CROP, framing.crop());
        }
        if (framing.smoothing() != Framing.WHOLE.smoothing()) {
            classifier.addProperty(SMOOTHING, ModelInterfaceJson.nameOf(framing.smoothing()));
        }
        if (framing.padding() != Framing.WHOLE.padding()) {
            classifier.addProperty(PADDING, framing.padding());
        }
    }
}
