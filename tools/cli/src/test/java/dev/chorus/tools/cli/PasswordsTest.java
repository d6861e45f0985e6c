package dev.chorus.tools.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

class PasswordsTest {

    private final CommandSpec command = Chorus.commandLine().getCommandSpec();

    @Test
    void password_inTheEnvironment_isNotPromptedFor() {
        // given
        Passwords passwords = new Passwords(variable -> "of " + variable, question -> fail("asked " + question));
        // then
        assertArrayEquals("of VARIABLE".toCharArray(), passwords.of(command, "--user", "VARIABLE", "Password of me"));
    }

    @Test
    void password_notInTheEnvironment_isTyped() {
        // given
        Passwords passwords = new Passwords(variable -> null, String::toCharArray);
        // then
        assertArrayEquals(
                "Password of me".toCharArray(), passwords.of(command, "--user", "VARIABLE", "Password of me"));
    }

    @Test
    void password_inAFile_isItsFirstLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "s3cret \nand more");
        Passwords passwords = new Passwords(
                variable -> variable.equals("VARIABLE_FILE") ? file.toString() : null, question -> fail("asked"));

        assertArrayEquals("s3cret ".toCharArray(), passwords.of(command, "--user", "VARIABLE", "Password of me"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "empty"})
    void password_inAFileWithoutOne_isAMistake(String name, @TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("empty"));
        Passwords passwords = new Passwords(
                variable ->
                        variable.equals("VARIABLE_FILE") ? folder.resolve(name).toString() : null,
                question -> fail("asked"));

        String message = assertThrows(
                        ParameterException.class, () -> passwords.of(command, "--user", "VARIABLE", "Password of me"))
                .getMessage();

        assertTrue(message.startsWith("VARIABLE_FILE must name "), message);
    }

    @Test
    void password_nowhere_isAMistake() {
        // given
        Passwords passwords = new Passwords(variable -> null, question -> null);
        // then
        assertThrows(ParameterException.class, () -> passwords.of(command, "--user", "VARIABLE", "Password of me"));
    }

    @Test
    void password_chosen_isTypedTwiceAlike() {
        // given
        Passwords alike = new Passwords(variable -> null, question -> "new".toCharArray());
        Passwords different = new Passwords(variable -> null, String::toCharArray);
        Passwords none = new Passwords(variable -> "", question -> null);
        // then
        assertArrayEquals(
                "new".toCharArray(), alike.chosen(command, "New password").orElseThrow());
        assertThrows(ParameterException.class, () -> different.chosen(command, "New password"));
        assertTrue(none.chosen(command, "New password").isEmpty());
        assertTrue(none.known("VARIABLE").isEmpty());
    }
}
