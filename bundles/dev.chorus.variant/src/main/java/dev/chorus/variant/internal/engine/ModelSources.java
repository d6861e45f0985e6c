package dev.chorus.variant.internal.engine;

import dev.chorus.core.family.Names;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.variant.internal.model.ModelCatalog;
import dev.chorus.variant.internal.model.ModelOffer;
import dev.chorus.variant.internal.model.ModelPlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds models by name. Safe for any thread. */
final class ModelSources {

    private static final Logger LOG = LoggerFactory.getLogger(ModelSources.class);
    private static final String SUFFIX = ".onnx";

    private final ModelCatalog catalog;

    /** @param catalog of model bundles, opened and closed by the caller */
    ModelSources(ModelCatalog catalog) {
        this.catalog = catalog;
    }

    /** Returns the names of all models that bundles offer and that the folder contains, sorted. */
    Set<String> names(Optional<Path> folder) {
        Set<String> names = new TreeSet<>(catalog.offers());
        names.removeIf(name -> !ModelName.isName(name));
        folder.ifPresent(path -> names.addAll(namesIn(path)));
        return names;
    }

    private static List<String> namesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .filter(Names::isName)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Cannot list the model folder: {}", e.toString());
            return List.of();
        }
    }

    /**
     * Returns the sources of a model, the best first.
     *
     * @param name that {@link ModelName} accepts
     * @return empty if no bundle or file offers it
     * @throws EngineException if all offers are invalid
     */
    List<ModelSource> of(String name, Optional<Path> folder) throws EngineException {
        if (ModelName.isOfBundle(name)) {
            return ofBundles(name);
        }
        Optional<Path> file = folder.map(path -> path.resolve(name + SUFFIX)).filter(Files::exists);
        return file.isPresent() ? List.of(ModelSource.of(file.get())) : List.of();
    }

    /** Returns whether a model bundle offers it. */
    boolean isOffered(String name) {
        return catalog.offers().contains(name);
    }

    /**
     * Returns whether a model bundle or the folder offers it; reads no file.
     *
     * @param name that {@link ModelName} accepts
     */
    boolean isOffered(String name, Optional<Path> folder) {
        return ModelName.isOfBundle(name)
                ? isOffered(name)
                : folder.map(path -> path.resolve(name + SUFFIX))
                        .filter(Files::exists)
                        .isPresent();
    }

    private List<ModelSource> ofBundles(String name) throws EngineException {
        int slash = name.indexOf('/');
        String family = name.substring(0, slash);
        String variant = name.substring(slash + 1);
        List<ModelOffer> offers = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (ModelPlace place : catalog.offering(family, variant)) {
            try {
                offers.add(ModelOffer.read(place, family, variant));
            } catch (ModelRefusedException e) {
                refused.add(e.getMessage());
            }
        }
        if (offers.isEmpty() && !refused.isEmpty()) {
            throw EngineException.invalid("model '" + name + "' is refused: " + String.join("; ", refused));
        }
        return offers.stream()
                .sorted(Comparator.comparing(ModelOffer::version).reversed())
                .map(ModelSource::of)
                .toList();
    }

    /**
     * Returns the source of a file of the gateway.
     *
     * @param name of the model
     * @param path of the file, or of a folder with a file of the model's name
     * @throws EngineException if the file does not exist
     */
    static ModelSource at(String name, String path) throws EngineException {
        try {
            Path given = Path.of(path);
            boolean folder = Files.isDirectory(given) && !ModelName.isOfBundle(name);
            return ModelSource.of(folder ? given.resolve(name + SUFFIX) : given);
        } catch (InvalidPathException e) {
            throw EngineException.invalid("path must be a file of this gateway, was '" + path + "'");
        }
    }
}
