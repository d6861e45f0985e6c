package dev.chorus.core.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {

    private static final byte[] CONTENT = "secret".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path parent;

    @Test
    void createFolders_missingOnes_areOnlyForTheirOwner() throws Exception {
        Path folder = PrivateFiles.createFolders(parent.resolve("a/b"));

        assertEquals("rwx------", mode(folder));
        assertEquals("rwx------", mode(folder.getParent()));
    }

    @Test
    void createFolders_existingOne_keepsItsMode() throws Exception {
        Path folder = Files.createDirectory(parent.resolve("a"));
        setMode(folder, "rwxr-x---");

        PrivateFiles.createFolders(folder);

        assertEquals("rwxr-x---", mode(folder));
    }

    @Test
    void createOwnFolder_existingOne_losesTheRightsOfOthers() throws Exception {
        Path folder = Files.createDirectory(parent.resolve("a"));
        setMode(folder, "rwxr-xr-x");

        PrivateFiles.createOwnFolder(folder);

        assertEquals("rwx------", mode(folder));
    }

    @Test
    void createFile_newOrExisting_isOnlyForItsOwner() throws Exception {
        Path fresh = parent.resolve("fresh");
        Path old = Files.write(parent.resolve("old"), CONTENT);
        setMode(old, "rw-r--r--");

        PrivateFiles.createFile(fresh);
        PrivateFiles.createFile(old);

        assertEquals("rw-------", mode(fresh));
        assertEquals("rw-------", mode(old));
        assertArrayEquals(CONTENT, Files.readAllBytes(old));
    }

    @Test
    void write_newOrExisting_isOnlyForItsOwner() throws Exception {
        Path old = Files.writeString(parent.resolve("old"), "longer than the secret");
        setMode(old, "rw-r--r--");

        for (Path file : new Path[] {parent.resolve("fresh"), old}) {
            PrivateFiles.write(file, CONTENT);

            assertEquals("rw-------", mode(file));
            assertArrayEquals(CONTENT, Files.readAllBytes(file));
        }
    }

    @Test
    void write_linkToAnotherFile_doesNotChangeThatFile() throws Exception {
        Path other = Files.writeString(parent.resolve("other"), "of others");
        Path link = Files.createSymbolicLink(parent.resolve("link"), other);

        PrivateFiles.write(link, CONTENT);

        assertEquals("of others", Files.readString(other));
        assertArrayEquals(CONTENT, Files.readAllBytes(link));
    }

    @Test
    void write_missingFolder_fails() {
        assertThrows(IOException.class, () -> PrivateFiles.write(parent.resolve("missing/file"), CONTENT));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void setMode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
}
