package dev.chorus.core.family;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chorus.core.family.ModelInterface.Channels;
import dev.chorus.core.family.ModelInterface.Classifier;
import dev.chorus.core.family.ModelInterface.Layout;
import dev.chorus.core.family.ModelInterface.Outputs;
import dev.chorus.core.family.ModelInterface.Pixels;
import dev.chorus.core.json.JsonFields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads and writes the object {@code classifier} of a variant in {@code family.json}; if absent, the graph ranks.
 * Stateless.
 */
final class ModelInterfaceJson {

    private static final String CLASSIFIER = "classifier";
    private static final String FLOAT32 = "float32";
    private static final String UINT8 = "uint8";

    /** More than there are channels, so that the message names the right number. */
    private static final int MAX_CHANNELS = 16;

    private ModelInterfaceJson() {}

    static ModelInterface read(JsonFields variant) {
        if (!variant.has(CLASSIFIER)) {
            return new ModelInterface.Ranking();
        }
        JsonFields fields = variant.object(CLASSIFIER);
        return new Classifier(
                constant(fields, "layout", Layout.values()),
                pixels(fields),
                constant(fields, "outputs", Outputs.values()),
                FramingJson.read(fields));
    }

    private static Pixels pixels(JsonFields fields) {
        return switch (fields.string("type")) {
            case FLOAT32 -> new Pixels.Normalised(
                    Channels.of("mean", fields.numbers("mean", MAX_CHANNELS)),
                    Channels.of("std", fields.numbers("std", MAX_CHANNELS)));
            case UINT8 -> new Pixels.Plain();
            default -> throw new IllegalArgumentException(
                    "type must be one of " + List.of(FLOAT32, UINT8) + ", was '" + fields.string("type") + "'");
        };
    }

    /**
     * Returns the constant with a name in JSON.
     *
     * @throws IllegalArgumentException naming the field and the valid names
     */
    static <E extends Enum<E>> E constant(JsonFields fields, String field, E[] values) {
        String value = fields.string(field);
        return Arrays.stream(values)
                .filter(candidate -> nameOf(candidate).equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(field + " must be one of "
                        + Arrays.stream(values).map(ModelInterfaceJson::nameOf).toList() + ", was '" + value + "'"));
    }

    /** The name of a constant in JSON: lower case with hyphens. */
    static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static void write(ModelInterface modelInterface, JsonObject variant) {
        if (!(modelInterface instanceof Classifier classifier)) {
            return;
        }
        JsonObject object = new JsonObject();
        object.addProperty("layout", nameOf(classifier.layout()));
        if (classifier.pixels() instanceof Pixels.Normalised normalised) {
            object.addProperty("type", FLOAT32);
            object.add("mean", array(normalised.mean()));
            object.add("std", array(normalised.std()));
        } else {
            object.addProperty("type", UINT8);
        }
        object.addProperty("outputs", nameOf(classifier.outputs()));
        FramingJson.write(classifier.framing(), object);
        variant.add(CLASSIFIER, object);
    }

    private static JsonArray array(Channels channels) {
        JsonArray array = new JsonArray();
        channels.values().forEach(array::add);
        return array;
    }
}
