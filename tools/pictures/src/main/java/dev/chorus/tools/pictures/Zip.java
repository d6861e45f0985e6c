package dev.chorus.tools.pictures;

import dev.chorus.tools.files.FileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Files in a zip file, read where it lies; nothing is ever unpacked to the file system. */
final class Zip implements Container {

    /** What names are in that are not marked as UTF-8, by the format's specification (PKWARE's APPNOTE, appendix D). */
    private static final String OLD_NAMES = "IBM437";

    private final Path file;
    private final ZipFile archive;

    Zip(Path file) throws IOException {
        this.file = file;
        this.archive = open(file);
    }

    /** Many archivers write UTF-8 without marking it, so that is tried first. */
    private static ZipFile open(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            return openWithOldNames(file)
                    .orElseThrow(() -> FileFailure.mistake(
                            file, "is neither a folder nor a zip file, or is damaged: " + e.getMessage()));
        } catch (IOException e) {
            throw FileFailure.reading(file, e);
        }
    }

    private static Optional<ZipFile> openWithOldNames(Path file) throws IOException {
        if (!Charset.isSupported(OLD_NAMES)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ZipFile(file.toFile(), Charset.forName(OLD_NAMES)));
        } catch (ZipException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> names() {
        Container.checkCount(archive.size());
        return archive.stream().map(ZipEntry::getName).toList();
    }

    @Override
    public byte[] read(String name) throws IOException {
        ZipEntry entry = archive.getEntry(name);
        if (entry == null) {
            throw FileFailure.mistake(file, "there is no " + name + " in it any more");
        }
        try (InputStream stream = archive.getInputStream(entry)) {
            return Container.readAll(stream);
        } catch (UnreadablePictureException e) {
            throw e;
        } catch (ZipException e) {
            throw new UnreadablePictureException("damaged in the zip file: " + e.getMessage());
        } catch (IOException e) {
            throw FileFailure.reading(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
