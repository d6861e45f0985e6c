package dev.chorus.tools.command;

import dev.chorus.tools.files.FileFailure;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Turns what other modules refuse into mistakes of the call: one line, exit code 2. */
public final class Mistakes {

    private Mistakes() {}

    /**
     * Returns what the supplier makes of an option, unless it refuses it with an {@link IllegalArgumentException}.
     *
     * @param option as it is typed, such as {@code --broker}
     * @param field what the supplier calls it in its message
     */
    public static <T> T refused(CommandSpec command, String option, String field, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            throw mistake(command, message.startsWith(field) ? option + message.substring(field.length()) : message);
        }
    }

    /** Refuses an option that names where to write folders and files, if a file is there. */
    public static void checkFolderToWrite(CommandSpec command, String option, Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw mistake(command, option + " is " + folder + ", which is a file; allowed is a folder");
        }
    }

    /**
     * Refuses an option that names a file to write, if it cannot be written: before the work is done, not after.
     *
     * @param file null where the option is not given
     * @throws FileFailure if a permission is missing
     */
    public static void checkFileToWrite(CommandSpec command, String option, Path file) throws FileFailure {
        if (file == null) {
            return;
        }
        if (Files.isDirectory(file)) {
            throw mistake(command, option + " is " + file + ", which is a folder; allowed is a file");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw mistake(command, option + " is " + file + ", allowed is a file in a folder that exists");
        }
        boolean isDevice = Files.exists(file) && !Files.isRegularFile(file);
        if (!Files.isWritable(isDevice ? file : folder)) {
            throw FileFailure.writing(file, new AccessDeniedException(file.toString()));
        }
    }

    /** A mistake to throw. */
    public static ParameterException mistake(CommandSpec command, String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
