package dev.chorus.variant.internal.engine;

import dev.chorus.core.config.PropertyReader;
import dev.chorus.inference.api.OnnxRuntime;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parsed configuration.
 *
 * @param models to load as soon as they are available
 * @param folder of models in addition to model bundles
 * @param limits on the memory that callers can make the engine use
 * @param problems configuration errors; empty if the configuration is valid
 */
public record EngineOptions(Set<String> models, Optional<Path> folder, EngineLimits limits, List<String> problems) {

    static final int DEFAULT_MODELS = 8;
    static final int DEFAULT_MODEL_BYTES = 100_000_000;
    static final int DEFAULT_ELEMENTS = 4_000_000;

    private static final int MAX_MODELS = 1000;
    private static final int MAX_ELEMENTS = 100_000_000;

    /** Reads a component's properties; accepts any map. */
    public static EngineOptions read(Map<String, ?> properties) {
        PropertyReader reader = new PropertyReader(properties);
        return new EngineOptions(
                models(reader),
                folder(reader),
                new EngineLimits(
                        reader.whole("models.max", DEFAULT_MODELS, 1, MAX_MODELS),
                        reader.whole("model.bytes.max", DEFAULT_MODEL_BYTES, 1, OnnxRuntime.MAX_MODEL_BYTES),
                        reader.whole("tensor.elements.max", DEFAULT_ELEMENTS, 1, MAX_ELEMENTS)),
                reader.problems());
    }

    private static Set<String> models(PropertyReader reader) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(reader.text("models", "").split(",")).map(String::trim).forEach(name -> {
            if (ModelName.isName(name)) {
                names.add(name);
            } else if (!name.isEmpty()) {
                reader.problem("each of models must be " + ModelName.ALLOWED + ", was '" + name + "'");
            }
        });
        return names;
    }

    private static Optional<Path> folder(PropertyReader reader) {
        String folder = reader.text("model.folder", null);
        try {
            return Optional.ofNullable(folder).map(Path::of);
        } catch (InvalidPathException e) {
            reader.problem("model.folder must be a folder of this gateway, was '" + folder + "'");
            return Optional.empty();
        }
    }
}
