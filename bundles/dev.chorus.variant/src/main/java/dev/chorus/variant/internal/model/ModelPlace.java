package dev.chorus.variant.internal.model;

import dev.chorus.inference.api.ModelRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A place that contains {@code family.json} and its ONNX files. */
public interface ModelPlace {

    /**
     * Opens a file.
     *
     * @param name a plain file name
     * @throws IOException if the file does not exist or cannot be read
     */
    InputStream open(String name) throws IOException;

    /**
     * Reads a file.
     *
     * @param name a plain file name
     * @param maxBytes maximum size of the file
     * @throws IOException if the file does not exist, cannot be read or is longer
     */
    default byte[] read(String name, int maxBytes) throws IOException {
        try (InputStream in = open(name)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new IOException(name + " must have at most " + maxBytes + " bytes");
            }
            return bytes;
        }
    }

    /**
     * Reads the file of a model.
     *
     * @param name a plain file name
     * @param maxBytes maximum size of the file
     * @throws ModelRefusedException if the file does not exist, cannot be read, is longer, or does not fit into
     *     memory
     */
    default byte[] readModel(String name, int maxBytes) throws ModelRefusedException {
        try {
            return read(name, maxBytes);
        } catch (IOException | RuntimeException e) {
            throw new ModelRefusedException("cannot be read: " + e.getMessage(), e);
        } catch (Error e) {
            throw ModelRefusedException.unexpected("cannot be read", e);
        }
    }

    /** Returns the name of the place for operators. */
    @Override
    String toString();

    /** Returns the place of a folder of the file system. */
    static ModelPlace folder(Path folder) {
        return new ModelPlace() {
            @Override
            public InputStream open(String name) throws IOException {
                return Files.newInputStream(folder.resolve(name));
            }

            @Override
            public String toString() {
                return "folder " + folder;
            }
        };
    }
}
