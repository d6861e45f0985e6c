package dev.chorus.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The environment variables of passwords in the options of all commands. */
class PasswordVariablesTest {

    private static final Pattern VARIABLE = Pattern.compile("[A-Z_]*PASSWORD[A-Z_]*");

    @Test
    void variables_ofAllCommands_areThese() {
        Set<String> names = new TreeSet<>();
        options().forEach(option -> {
            Matcher matcher = VARIABLE.matcher(String.join(" ", option.description()));
            while (matcher.find()) {
                names.add(matcher.group());
            }
        });

        assertEquals(
                Set.of(
                        "CHORUS_BROKER_PASSWORD",
                        "CHORUS_BROKER_PASSWORD_FILE",
                        "CHORUS_GATEWAY_PASSWORD",
                        "CHORUS_GATEWAY_PASSWORD_FILE",
                        "CHORUS_NEW_PASSWORD"),
                names);
    }

    @Test
    void optionsThatNameAUser_sayAllTheSameOfThePassword() {
        Set<String> texts = new TreeSet<>();
        options()
                .filter(option -> option.longestName().endsWith("user"))
                .forEach(option -> texts.add(option.description()[0].replaceFirst("^[^;]*", "")));

        assertEquals(Set.of(Passwords.BROKER_TEXT, Passwords.GATEWAY_TEXT), texts);
    }

    @Test
    void noOption_takesAPassword() {
        options()
                .forEach(option -> assertFalse(
                        option.longestName().endsWith("password")
                                && option.arity().max() > 0,
                        option.toString()));
    }

    private static Stream<OptionSpec> options() {
        return Chorus.commandLine().getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .flatMap(command -> command.options().stream());
    }
}
