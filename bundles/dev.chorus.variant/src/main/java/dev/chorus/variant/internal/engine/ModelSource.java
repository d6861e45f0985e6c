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
 * @param origin where it comes from, for people
 * @param version of its family, if it has one
 * @param content equal where loading would give the same model
 * @param reader reads the file, of at most so many bytes
 */
record ModelSource(String origin, Optional<String> version, Object content, Reader reader) {

    /** Reads an ONNX file. */
    @FunctionalInterface
    interface Reader {

        /** @throws ModelRefusedException if it cannot be read, is longer, or is not the one that is meant */
        byte[] read(int maxBytes) throws ModelRefusedException;
    }

    /** A variant in a model bundle. */
    static ModelSource of(ModelOffer offer) {
        return new ModelSource(
                offer.place().toString(),
                Optional.of(offer.family().version()),
                List.of(offer.family(), offer.variant()),
                offer::onnx);
    }

    /**
     * A file of the gateway, as it is now.
     *
     * @throws EngineException if there is none
     */
    static ModelSource of(Path file) throws EngineException {
        if (!Files.isRegularFile(file)) {
            throw EngineException.wrong("there is no file " + file);
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
