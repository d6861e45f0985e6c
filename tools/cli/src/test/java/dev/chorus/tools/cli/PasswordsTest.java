package dev.chorus.tools.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
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
