package dev.chorus.tools.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {

    @TempDir
    private Path folder;

    @Test
    void text_missingFile_isAMistake() {
        assertMistake(folder.resolve("missing"), "no such file or folder");
    }

    @Test
    void text_folder_isAMistake() {
        assertMistake(folder, "is a folder, required is a file");
    }

    @Test
    void text_linkToNothing_isAMistake() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("gone"));

        assertMistake(link, "a symbolic link to nothing; remove it or restore what it names");
    }

    @Test
    void text_otherEncoding_isAMistake() throws IOException {
        Path file = Files.write(folder.resolve("latin1"), new byte[] {'M', (byte) 0xFC, 'h', 'l', 'e'});

        assertMistake(file, "is not UTF-8 text");
    }

    @Test
    void read_cutFile_isAMistake() throws IOException {
        // given
        Path file = Files.write(folder.resolve("cut.gz"), new byte[] {0x1f, (byte) 0x8b, 8});
        // when
        FileFailure failure = assertThrows(
                FileFailure.class, () -> InputFile.read(file, in -> new GZIPInputStream(in).readAllBytes()));
        // then
        assertEquals(
                "cannot read " + file + ": is damaged or has another format; write or copy it again",
                failure.getMessage());
        assertTrue(failure.isMistake());
    }

    @Test
    void read_inputError_isTheMachinesFault() throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("file"), "text");
        // when
        FileFailure failure = assertThrows(
                FileFailure.class,
                () -> InputFile.read(file, in -> {
                    throw new IOException("Input/output error");
                }));
        // then
        assertEquals("cannot read " + file + ": Input/output error; check the disk", failure.getMessage());
        assertFalse(failure.isMistake());
    }

    @Test
    void permission_missing_isTheMachinesFault() {
        // when
        FileFailure failure = FileFailure.reading(folder, new AccessDeniedException(folder.toString()));
        // then
        assertEquals(
                "cannot read " + folder + ": permission denied; allow user " + System.getProperty("user.name")
                        + " to read it",
                failure.getMessage());
        assertFalse(failure.isMistake());
    }

    @Test
    void folder_madeOnAFullDisk_isTheMachinesFault() {
        // when
        FileFailure failure = FileFailure.of(
                new FileSystemException(folder.resolve("new").toString(), null, "No space left on device"));
        // then
        assertEquals(
                folder.resolve("new") + ": No space left on device; free space or choose another place",
                failure.getMessage());
        assertFalse(failure.isMistake());
    }

    @Test
    void folder_createdOverAFile_isAUserError() throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("file"), "text");
        // when
        FileSystemException exception =
                assertThrows(FileSystemException.class, () -> Files.createDirectories(file.resolve("a/b")));
        // then
        assertTrue(FileFailure.of(exception).isMistake());
        assertTrue(FileFailure.of(exception).getMessage().endsWith(" is a file, required is a folder"));
    }

    private static void assertMistake(Path file, String reason) {
        FileFailure failure = assertThrows(FileFailure.class, () -> InputFile.text(file));
        assertEquals("cannot read " + file + ": " + reason, failure.getMessage());
        assertTrue(failure.isMistake());
    }
}
