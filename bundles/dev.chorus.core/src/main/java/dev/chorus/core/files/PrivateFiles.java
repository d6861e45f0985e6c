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
 * Creates folders and files that only their owner can read, whatever the umask: folders with mode 0700, files with mode 0600.
 * The mode is that of their creation, so no moment is left in which others can open them. On a file system without POSIX
 * permissions the rights of the folder above count. Stateless.
 */
public final class PrivateFiles {

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /**
     * Creates a folder and those above it, where they are missing. An existing folder keeps its mode: its owner may have
     * opened it to others on purpose.
     *
     * @return the folder
     * @throws IOException if it cannot be created, or is a file
     */
    public static Path createFolders(Path folder) throws IOException {
        return Files.createDirectories(folder, attributes(folder, FOLDER));
    }

    /**
     * Creates a folder and those above it, where they are missing, and takes the rights of others away if it exists.
     *
     * @return the folder
     * @throws IOException if it cannot be created or is not the caller's
     */
    public static Path createOwnFolder(Path folder) throws IOException {
        createFolders(folder);
        if (hasPermissions(folder)) {
            Files.setPosixFilePermissions(folder, FOLDER);
        }
        return folder;
    }

    /**
     * Creates an empty file. An existing one keeps its content and loses the rights of others.
     *
     * @throws IOException if it cannot be created or is not the caller's
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
     * Writes a file, in the place of one that exists.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, byte[] content) throws IOException {
        // A new file, since an old one keeps its mode, and those who have it open read on.
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
