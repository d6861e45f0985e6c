package dev.chorus.tools.pictures;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Files in a zip file, read where it lies; nothing is ever unpacked to the file system. */
final class Zip implements Container {

    private final ZipFile archive;

    Zip(Path file) throws IOException {
        try {
            archive = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new IOException(file + " is neither a folder nor a zip file: " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> names() throws IOException {
        Container.checkCount(archive.size());
        return archive.stream().map(ZipEntry::getName).toList();
    }

    @Override
    public byte[] read(String name) throws IOException {
        ZipEntry entry = archive.getEntry(name);
        if (entry == null) {
            throw new IOException("there is no " + name);
        }
        try (InputStream stream = archive.getInputStream(entry)) {
            return Container.readAll(stream);
        } catch (ZipException e) {
            throw new UnreadablePictureException("damaged in the zip file: " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
