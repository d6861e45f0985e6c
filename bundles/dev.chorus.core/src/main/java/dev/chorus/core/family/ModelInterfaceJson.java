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

/** The object {@code classifier} of a variant in {@code family.json}; where it is absent the graph ranks. */
final class ModelInterfaceJson {

    private static final String CLASSIFIER = "classifier";
    private static final String FLOAT32 = "float32";
    private static final String UINT8 = "uint8";

    /** More than there are, so that the message names how many are allowed. */
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
                    "type is '" + fields.string("type") + "', allowed is one of " + List.of(FLOAT32, UINT8));
        };
    }

    /**
     * A constant by its name in JSON.
     *
     * @throws IllegalArgumentException naming the field and the names
     */
    static <E extends Enum<E>> E constant(JsonFields fields, String field, E[] values) {
        String value = fields.string(field);
        return Arrays.stream(values)
                .filter(candidate -> nameOf(candidate).equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(field + " is '" + value + "', allowed is one of "
                        + Arrays.stream(values).map(ModelInterfaceJson::nameOf).toList()));
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
