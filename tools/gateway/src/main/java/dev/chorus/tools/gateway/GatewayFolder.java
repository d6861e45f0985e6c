package dev.chorus.tools.gateway;

import dev.chorus.core.files.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;

/**
 * Folder of one gateway, locked until closed, accessible to its owner only. The lock belongs to the process and is
 * released when it ends, even when killed. A gateway holds it while it runs; afterwards the parent acquires it to
 * delete the files of a killed gateway.
 *
 * <p>All folders of one parent folder share one lock file, in which each locks a byte of its own. The file is never
 * deleted, since a lock on a deleted file has no effect. An operating system may release all of a process' locks on a
 * file when the process closes any channel to it; a process that holds a folder for long must not open another one with
 * the same parent.
 *
 * <p>Not thread-safe.
 */
final class GatewayFolder implements AutoCloseable {

    private static final String LOCK_FILE = "gateways.lock";
    private static final int MAX_ATTEMPTS = 20;

    private final Path root;
    private final FileChannel channel;

    private GatewayFolder(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /**
     * Creates the folder if missing, and locks it.
     *
     * @param folder unrelated files in it are kept
     * @throws FolderInUseException if another gateway has locked it
     * @throws IOException if the folder cannot be written
     */
    static GatewayFolder lock(Path folder) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        PrivateFiles.createOwnFolder(root);
        FileChannel channel =
                FileChannel.open(root.resolveSibling(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel, root.getFileName().toString()) == null) {
                throw new FolderInUseException(root + " is in use by a running gateway");
            }
            return new GatewayFolder(root, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileLock tryLock(FileChannel channel, String name) throws IOException {
        // 63 bits of a digest: a collision of two names is practically impossible.
        long position =
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).getLeastSignificantBits()
                        & (Long.MAX_VALUE >> 1);
        try {
            return channel.tryLock(position, 1, false);
        } catch (OverlappingFileLockException e) {
            // Locked by this process already.
            return null;
        }
    }

    /** Returns the folder of Equinox' state. */
    Path framework() {
        return root.resolve("framework");
    }

    /** Returns the folder for temporary files, so that those of a killed gateway are deleted with the folder. */
    Path temporary() {
        return temporary(root);
    }

    /** As {@link #temporary()}, for a folder that is not locked yet. */
    static Path temporary(Path folder) {
        return folder.resolve("tmp");
    }

    /** Deletes all files of the gateway, provided that it no longer writes. */
    void clear() throws IOException {
        delete(framework());
        delete(temporary());
    }

    /**
     * Equinox writes its state for a moment after it has stopped: files may appear and disappear during the deletion.
     */
    private static void delete(Path folder) throws IOException {
        for (int attempt = 0; attempt < MAX_ATTEMPTS && Files.exists(folder); attempt++) {
            try {
                Files.walkFileTree(folder, new Deletion());
            } catch (DirectoryNotEmptyException e) {
                // A file was created after its folder was listed.
            }
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            return continueIfGone(failure);
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
            Files.deleteIfExists(directory);
            return continueIfGone(failure);
        }

        private static FileVisitResult continueIfGone(IOException failure) throws IOException {
            if (failure != null && !(failure instanceof NoSuchFileException)) {
                throw failure;
            }
            return FileVisitResult.CONTINUE;
        }
    }

    /** Deletes the folder if it has no unrelated files, and unlocks it. */
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(root);
        } catch (DirectoryNotEmptyException e) {
            // Unrelated files.
        }
    }
}
