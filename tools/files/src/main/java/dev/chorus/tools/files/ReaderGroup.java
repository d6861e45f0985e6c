package dev.chorus.tools.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Set;

/**
 * A group that may read what a command writes, whatever the umask, such as that of a service: files with mode 0640, folders
 * with mode 0750. Immutable.
 */
public final class ReaderGroup {

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r-----");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwxr-x---");

    private final GroupPrincipal group;

    private ReaderGroup(GroupPrincipal group) {
        this.group = group;
    }

    /**
     * A group of this machine.
     *
     * @param name of the group, or its number
     * @param folder where files are to be written
     * @throws IllegalArgumentException if there is no such group, or the file system knows none
     */
    public static ReaderGroup named(String name, Path folder) {
        try {
            return new ReaderGroup(
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(name));
        } catch (UserPrincipalNotFoundException e) {
            throw new IllegalArgumentException("there is no group '" + name + "' on this machine", e);
        } catch (IOException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("groups of this machine cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Lets the group read a file or enter a folder.
     *
     * @throws FileFailure if its owner is another, or not in the group
     */
    public void admitTo(Path path) throws FileFailure {
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            if (view == null) {
                throw new FileSystemException(path.toString(), null, "the file system has no groups");
            }
            // First the group: with the mode alone another group could read it.
            view.setGroup(group);
            view.setPermissions(Files.isDirectory(path) ? FOLDER : FILE);
        } catch (IOException e) {
            throw FileFailure.writing(path, e);
        }
    }
}
