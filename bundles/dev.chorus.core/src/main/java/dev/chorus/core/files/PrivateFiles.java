package dev.chorus.core.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Creates folders and files that only their owner can read, whatever the umask: folders with mode 0700, files with mode
 * 0600. The mode is set at creation, so other users can never open them. On a file system without POSIX permissions the
 * rights of the parent folder apply. Stateless.
 */
public final class PrivateFiles {

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /**
     * Creates a folder and its missing parents. An existing folder keeps its mode: its owner may have opened it to
     * others on purpose.
     *
     * @return the folder
     * @throws IOException if it cannot be created, or is a file
     */
    public static Path createFolders(Path folder) throws IOException {
        return Files.createDirectories(folder, attributes(folder, FOLDER));
    }

    /**
     * Creates a folder and its missing parents, or removes the rights of other users from an existing one.
     *
     * @return the folder
     * @throws IOException if it cannot be created, or does not belong to the caller
     */
    public static Path createOwnFolder(Path folder) throws IOException {
        createFolders(folder);
        if (hasPermissions(folder)) {
            Files.setPosixFilePermissions(folder, FOLDER);
        }
        return folder;
    }

    /**
     * Creates an empty file. An existing file keeps its content; the rights of other users are removed.
     *
     * @throws IOException if it cannot be created, or does not belong to the caller
     */
    public static void createFile(Path file) throws IOException {
        try {
            Files.createFile(file, attributes(file, FILE));
        } catch (FileAlreadyExistsException e) {
            if (hasPermissions(file)) {
                Files.setPosixFilePermissions(file, FILE);
            }
        }
    }

    /**
     * Writes a file, replacing an existing one.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, byte[] content) throws IOException {
        // A new file, since an existing file keeps its mode, and processes that have it open could read the new
        // content.
        Files.deleteIfExists(file);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (SeekableByteChannel channel = Files.newByteChannel(file, options, attributes(file, FILE))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        return hasPermissions(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean hasPermissions(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
