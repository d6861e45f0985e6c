package dev.chorus.tools.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

class PasswordsTest {

    private final CommandSpec command = Chorus.commandLine().getCommandSpec();

    @Test
    void password_inTheEnvironment_isNotAskedFor() {
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
    void password_nowhere_isAMistake() {
        // given
        Passwords passwords = new Passwords(variable -> null, question -> null);
        // then
        assertThrows(ParameterException.class, () -> passwords.of(command, "--user", "VARIABLE", "Password of me"));
    }
}
