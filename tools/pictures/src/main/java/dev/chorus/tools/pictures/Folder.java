package dev.chorus.tools.pictures;

import dev.chorus.tools.files.FileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Files in a folder of the file system. */
record Folder(Path root) implements Container {

    /** Deeper than any picture may lie, so that it can be said that one does. */
    private static final int DEPTH = 6;

    /** @throws java.nio.file.FileSystemLoopException if a symbolic link leads back to a folder above it */
    @Override
    public List<String> names() throws IOException {
        try (Stream<Path> paths = Files.walk(root, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            List<String> names = paths.filter(path -> !path.equals(root))
                    .limit(MAX_NAMES + 1L)
                    .map(this::name)
                    .toList();
            Container.checkCount(names.size());
            return names;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private String name(Path path) {
        String name = StreamSupport.stream(root.relativize(path).spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
        return Files.isDirectory(path) ? name + "/" : name;
    }

    @Override
    public byte[] read(String name) throws IOException {
        Path file = root.resolve(name);
        try (InputStream stream = Files.newInputStream(file)) {
            return Container.readAll(stream);
        } catch (UnreadablePictureException e) {
            throw e;
        } catch (NoSuchFileException e) {
            if (Files.isSymbolicLink(file)) {
                throw new UnreadablePictureException("a symbolic link to nothing");
            }
            throw FileFailure.reading(file, e);
        } catch (IOException e) {
            throw FileFailure.reading(file, e);
        }
    }

    @Override
    public void close() {
        // A folder holds nothing open.
    }
}
