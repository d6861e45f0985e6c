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
 * Grants a group read access to the output of a command, whatever the umask, such as that of a service: files get mode
 * 0640, folders mode 0750. Immutable.
 */
public final class ReaderGroup {

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r-----");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwxr-x---");

    private final GroupPrincipal group;

    private ReaderGroup(GroupPrincipal group) {
        this.group = group;
    }

    /**
     * Returns a group of this machine.
     *
     * @param name name or number of the group
     * @param folder folder for the files
     * @throws IllegalArgumentException if the group does not exist, or the file system has no groups
     */
    public static ReaderGroup named(String name, Path folder) {
        try {
            return new ReaderGroup(
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(name));
        } catch (UserPrincipalNotFoundException e) {
            throw new IllegalArgumentException("there is no group '" + name + "' on this machine", e);
        } catch (IOException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("cannot read the groups of this machine: " + e.getMessage(), e);
        }
    }

    /**
     * Grants the group read access to a file, or access to a folder.
     *
     * @throws FileFailure if the current user is not the owner, or not in the group
     */
    public void admitTo(Path path) throws FileFailure {
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            if (view == null) {
                throw new FileSystemException(path.toString(), null, "the file system has no groups");
            }
            // The group is set first: with the mode alone, another group could read the file.
            view.setGroup(group);
            view.setPermissions(Files.isDirectory(path) ? FOLDER : FILE);
        } catch (IOException e) {
            throw FileFailure.writing(path, e);
        }
    }
}
