package dev.chorus.variant.internal.engine;

import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.variant.internal.model.ModelOffer;
import dev.chorus.variant.internal.model.ModelPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A model that can be loaded.
 *
 * @param origin where it comes from, for operators
 * @param version of its family, if it has one
 * @param content equal if loading gives the same model
 * @param reader reads the file up to a number of bytes
 */
record ModelSource(String origin, Optional<String> version, Object content, Reader reader) {

    /** Reads an ONNX file. */
    @FunctionalInterface
    interface Reader {

        /** @throws ModelRefusedException if the file cannot be read, is longer, or is not the expected one */
        byte[] read(int maxBytes) throws ModelRefusedException;
    }

    /** Returns the source of a variant in a model bundle. */
    static ModelSource of(ModelOffer offer) {
        return new ModelSource(
                offer.place().toString(),
                Optional.of(offer.family().version()),
                List.of(offer.family(), offer.variant()),
                offer::onnx);
    }

    /**
     * Returns the source of a file of the gateway in its present version.
     *
     * @throws EngineException if the file does not exist
     */
    static ModelSource of(Path file) throws EngineException {
        if (!Files.isRegularFile(file)) {
            throw EngineException.invalid("there is no file " + file);
        }
        Path name = file.toAbsolutePath().normalize();
        ModelPlace place = ModelPlace.folder(name.getParent());
        try {
            return new ModelSource(
                    "file " + file,
                    Optional.empty(),
                    List.of(name, Files.size(name), Files.getLastModifiedTime(name)),
                    maxBytes -> place.readModel(name.getFileName().toString(), maxBytes));
        } catch (IOException e) {
            throw EngineException.failed("file " + file + " cannot be read: " + e, e);
        }
    }
}
