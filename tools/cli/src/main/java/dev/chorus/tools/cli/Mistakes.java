package dev.chorus.tools.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Turns what other modules refuse into mistakes of the call: one line, exit code 2. */
final class Mistakes {

    private Mistakes() {}

    /**
     * What the supplier makes of an option, unless it refuses it with an {@link IllegalArgumentException}.
     *
     * @param option as it is typed, such as {@code --broker}
     * @param field what the supplier calls it in its message
     */
    static <T> T refused(CommandSpec command, String option, String field, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            throw mistake(command, message.startsWith(field) ? option + message.substring(field.length()) : message);
        }
    }

    /** Refuses an option that names where to write folders and files, if a file is there. */
    static void checkFolderToWrite(CommandSpec command, String option, Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw mistake(command, option + " is " + folder + ", which is a file; allowed is a folder");
        }
    }

    /** A mistake to throw. */
    static ParameterException mistake(CommandSpec command, String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
