package dev.chorus.tools.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.testprocess.LimitedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {

    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path temporary;

    private Path folder;
    private Path file;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("out"));
        file = folder.resolve("report.json");
    }

    @Test
    void write_existingFile_replacesItAndLeavesNothingElse() throws IOException {
        // given
        Files.writeString(file, "older and longer");
        // when
        OutputFile.write(file, "newer");
        // then
        assertEquals("newer", Files.readString(file));
        assertEquals(List.of("report.json"), names());
    }

    @Test
    void write_newFile_hasThePermissionsOfAnyNewFile() throws IOException {
        // when
        OutputFile.write(file, "text");
        // then
        Path usual = Files.writeString(temporary.resolve("usual"), "text");
        assertEquals(Files.getPosixFilePermissions(usual), Files.getPosixFilePermissions(file));
    }

    @Test
    void write_diskFull_keepsTheOlderFileAndLeavesNothingElse() throws Exception {
        // given
        Files.writeString(file, "older");
        // when
        LimitedJvm call = LimitedJvm.run(16, WriteMain.class, file.toString(), "100000");
        // then
        assertEquals(
                "cannot write " + file
                        + ": File too large; raise the limit of file sizes (ulimit -f) or choose another place",
                call.output().strip());
        assertEquals("older", Files.readString(file));
        assertEquals(List.of("report.json"), names());
    }

    @Test
    void write_contentFails_keepsTheOlderFileAndLeavesNothingElse() throws IOException {
        // given
        Files.writeString(file, "older");
        // when
        FileFailure failure = assertThrows(
                FileFailure.class,
                () -> OutputFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("Input/output error");
                }));
        // then
        assertEquals("cannot write " + file + ": Input/output error; choose another place", failure.getMessage());
        assertEquals("older", Files.readString(file));
        assertEquals(List.of("report.json"), names());
    }

    @Test
    void write_withinAnother_keepsBothApart() throws IOException {
        // given
        Path other = folder.resolve("other.json");
        // when
        OutputFile.write(file, out -> {
            OutputFile.write(other, "inner");
            out.write(new byte[] {'o', 'u', 't', 'e', 'r'});
        });
        // then
        assertEquals("outer", Files.readString(file));
        assertEquals("inner", Files.readString(other));
    }

    @Test
    void write_symbolicLink_writesTheFileThatItNames() throws IOException {
        // given
        Path target = Files.writeString(temporary.resolve("target"), "older");
        Files.createSymbolicLink(file, target);
        // when
        OutputFile.write(file, "newer");
        // then
        assertTrue(Files.isSymbolicLink(file));
        assertEquals("newer", Files.readString(target));
    }

    @Test
    void write_symbolicLinkToNothing_makesTheFileThatItNames() throws IOException {
        // given
        Files.createSymbolicLink(file, Path.of("../target"));
        // when
        OutputFile.write(file, "newer");
        // then
        assertEquals("newer", Files.readString(temporary.resolve("target")));
    }

    @Test
    void write_device_writesToItAndNamesTheReason() throws IOException {
        // given
        Files.createSymbolicLink(file, FULL);
        // when
        FileFailure failure = assertThrows(FileFailure.class, () -> OutputFile.write(file, "text"));
        // then
        assertEquals(
                "cannot write " + file + ": No space left on device; free space or choose another place",
                failure.getMessage());
        assertFalse(failure.isMistake());
        assertFalse(Files.isRegularFile(FULL));
    }

    @Test
    void write_folder_isAMistake() throws IOException {
        assertMistake(folder, "cannot write " + folder + ": is a folder, required is a file");
    }

    @Test
    void write_intoAMissingFolder_isAMistake() {
        Path missing = folder.resolve("missing");

        assertMistake(
                missing.resolve("report.json"),
                "cannot write " + missing.resolve("report.json") + ": folder " + missing + " does not exist"
                        + "; create it or choose another place");
    }

    @Test
    void write_belowAFile_isAMistake() throws IOException {
        Files.writeString(file, "a file");

        assertMistake(
                file.resolve("report.json"),
                "cannot write " + file.resolve("report.json") + ": " + file + " is a file, required is a folder");
    }

    @Test
    void replace_byPath_movesWhatWasWritten() throws IOException {
        // when
        OutputFile.replace(file, draft -> Files.write(draft, new byte[] {1, 2, 3}));
        // then
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(file));
        assertEquals(List.of("report.json"), names());
    }

    private static void assertMistake(Path file, String message) {
        FileFailure failure = assertThrows(FileFailure.class, () -> OutputFile.write(file, "text"));
        assertEquals(message, failure.getMessage());
        assertTrue(failure.isMistake());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    /** Writes as many bytes as asked and prints why it could not. */
    static final class WriteMain {

        private WriteMain() {}

        public static void main(String[] arguments) {
            try {
                OutputFile.write(Path.of(arguments[0]), new byte[Integer.parseInt(arguments[1])]);
            } catch (FileFailure e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
