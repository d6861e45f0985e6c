package dev.chorus.tools.cli;

import dev.chorus.tools.command.Mistakes;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where passwords come from: the environment or the terminal, never an argument, which every process can read. Each kind has
 * one variable in all commands.
 */
final class Passwords {

    /** Ends the name of a variable that names a file with the password in its first line, as service managers hand it over. */
    static final String FILE = "_FILE";

    /** Of the user at the broker. */
    static final String BROKER_VARIABLE = "CHORUS_BROKER_PASSWORD";

    /** Of the user at a gateway's REST services. */
    static final String GATEWAY_VARIABLE = "CHORUS_GATEWAY_PASSWORD";

    /** Replaces the password of the user of a gateway that demands a change. */
    static final String NEW_GATEWAY_VARIABLE = "CHORUS_NEW_PASSWORD";

    /** Ends the description of an option that names a user at the broker. */
    static final String BROKER_TEXT = "; the password comes from the environment variable " + BROKER_VARIABLE
            + ", from the first line of the file that " + BROKER_VARIABLE + FILE + " names, or is asked for.";

    /** Ends the description of an option that names a user of a gateway. */
    static final String GATEWAY_TEXT = "; the password comes from the environment variable " + GATEWAY_VARIABLE
            + ", from the first line of the file that " + GATEWAY_VARIABLE + FILE + " names, or is asked for.";

    private final UnaryOperator<String> environment;
    private final Function<String, char[]> prompt;

    /** Those of this process. */
    Passwords() {
        this(System::getenv, Passwords::typed);
    }

    /**
     * Others.
     *
     * @param environment the value of a variable, or null
     * @param prompt asks with this text and returns what was typed, or null where nobody can be asked
     */
    Passwords(UnaryOperator<String> environment, Function<String, char[]> prompt) {
        this.environment = environment;
        this.prompt = prompt;
    }

    /**
     * The password of a user.
     *
     * @param option what the user was named by, such as {@code --user}
     * @param variable the environment's variable that is read before the terminal; then that of the same name and
     *     {@value #FILE}
     * @param question what the terminal shows
     * @throws picocli.CommandLine.ParameterException if there is neither
     */
    char[] of(CommandSpec command, String option, String variable, String question) {
        String fromEnvironment = environment.apply(variable);
        if (fromEnvironment != null) {
            return fromEnvironment.toCharArray();
        }
        String file = environment.apply(variable + FILE);
        if (file != null) {
            return firstLine(command, variable + FILE, Path.of(file));
        }
        char[] typed = prompt.apply(question);
        if (typed == null) {
            throw Mistakes.mistake(
                    command, option + " needs a password: set " + variable + ", or call from a terminal");
        }
        return typed;
    }

    private static char[] firstLine(CommandSpec command, String variable, Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String line = lines.readLine();
            if (line == null) {
                throw Mistakes.mistake(command, variable + " names " + file + ", which is empty");
            }
            return line.toCharArray();
        } catch (IOException e) {
            throw Mistakes.mistake(command, variable + " names " + file + ", which cannot be read");
        }
    }

    /** The value of a variable; empty if it is not set, or to nothing. */
    Optional<char[]> known(String variable) {
        return Optional.ofNullable(environment.apply(variable))
                .filter(value -> !value.isEmpty())
                .map(String::toCharArray);
    }

    /**
     * A password that is chosen on the terminal, typed twice.
     *
     * @param question what the terminal shows
     * @return empty where nobody can be asked
     * @throws picocli.CommandLine.ParameterException if the two differ
     */
    Optional<char[]> chosen(CommandSpec command, String question) {
        char[] first = prompt.apply(question);
        if (first == null) {
            return Optional.empty();
        }
        if (!Arrays.equals(first, prompt.apply(question + ", again"))) {
            throw Mistakes.mistake(command, "the new password was typed differently the second time");
        }
        return Optional.of(first);
    }

    private static char[] typed(String question) {
        Console console = System.console();
        return console == null ? null : console.readPassword("%s: ", question);
    }
}
