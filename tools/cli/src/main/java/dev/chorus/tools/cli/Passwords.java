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
 * Reads passwords from the environment or the terminal, never from an argument, which every process can read. Each kind
 * has one variable in all commands.
 */
final class Passwords {

    /**
     * Suffix of a variable with the name of a file whose first line is the password, as service managers provide it.
     */
    static final String FILE = "_FILE";

    /** Password of the broker's user. */
    static final String BROKER_VARIABLE = "CHORUS_BROKER_PASSWORD";

    /** Password of the user of a gateway's REST services. */
    static final String GATEWAY_VARIABLE = "CHORUS_GATEWAY_PASSWORD";

    /** New password for a gateway that demands a change. */
    static final String NEW_GATEWAY_VARIABLE = "CHORUS_NEW_PASSWORD";

    /** Last part of the description of an option for the broker's user name. */
    static final String BROKER_TEXT = "; the password comes from the environment variable " + BROKER_VARIABLE
            + ", from the first line of the file that " + BROKER_VARIABLE + FILE + " names, or from a prompt.";

    /** Last part of the description of an option for a gateway's user name. */
    static final String GATEWAY_TEXT = "; the password comes from the environment variable " + GATEWAY_VARIABLE
            + ", from the first line of the file that " + GATEWAY_VARIABLE + FILE + " names, or from a prompt.";

    private final UnaryOperator<String> environment;
    private final Function<String, char[]> prompt;

    /** Reads the environment and the terminal of this process. */
    Passwords() {
        this(System::getenv, Passwords::typed);
    }

    /**
     * Reads other sources.
     *
     * @param environment returns the value of a variable, or null
     * @param prompt shows this text and returns the input, or null without a terminal
     */
    Passwords(UnaryOperator<String> environment, Function<String, char[]> prompt) {
        this.environment = environment;
        this.prompt = prompt;
    }

    /**
     * Returns the password of a user.
     *
     * @param option the option that names the user, such as {@code --user}
     * @param variable environment variable that is read before the terminal; then the variable with the suffix
     *     {@value #FILE}
     * @param promptText text shown on the terminal
     * @throws picocli.CommandLine.ParameterException if there is neither a variable nor a terminal
     */
    char[] of(CommandSpec command, String option, String variable, String promptText) {
        String fromEnvironment = environment.apply(variable);
        if (fromEnvironment != null) {
            return fromEnvironment.toCharArray();
        }
        String file = environment.apply(variable + FILE);
        if (file != null) {
            return firstLine(command, variable + FILE, Path.of(file));
        }
        char[] typed = prompt.apply(promptText);
        if (typed == null) {
            throw Mistakes.mistake(
                    command, option + " requires a password: set " + variable + ", or run in a terminal");
        }
        return typed;
    }

    private static char[] firstLine(CommandSpec command, String variable, Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String line = lines.readLine();
            if (line == null) {
                throw Mistakes.mistake(
                        command, variable + " must name a file with a password, was " + file + ", which is empty");
            }
            return line.toCharArray();
        } catch (IOException e) {
            throw Mistakes.mistake(command, variable + " must name a readable file, was " + file);
        }
    }

    /** Returns the value of a variable; empty if it is not set or blank. */
    Optional<char[]> known(String variable) {
        return Optional.ofNullable(environment.apply(variable))
                .filter(value -> !value.isEmpty())
                .map(String::toCharArray);
    }

    /**
     * Prompts for a new password, twice.
     *
     * @param promptText text shown on the terminal
     * @return empty without a terminal
     * @throws picocli.CommandLine.ParameterException if the two inputs differ
     */
    Optional<char[]> chosen(CommandSpec command, String promptText) {
        char[] first = prompt.apply(promptText);
        if (first == null) {
            return Optional.empty();
        }
        if (!Arrays.equals(first, prompt.apply(promptText + ", again"))) {
            throw Mistakes.mistake(command, "the two inputs of the new password differ");
        }
        return Optional.of(first);
    }

    private static char[] typed(String promptText) {
        Console console = System.console();
        return console == null ? null : console.readPassword("%s: ", promptText);
    }
}
