package dev.chorus.tools.command;

import dev.chorus.tools.files.FileFailure;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Converts invalid arguments to usage errors: one line, exit code 2. */
public final class Mistakes {

    private Mistakes() {}

    /**
     * Returns the supplier's value. Converts its {@link IllegalArgumentException} to a usage error.
     *
     * @param option as typed, such as {@code --broker}
     * @param field name of the option in the supplier's messages, replaced by the option
     */
    public static <T> T refused(CommandSpec command, String option, String field, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            throw mistake(command, message.startsWith(field) ? option + message.substring(field.length()) : message);
        }
    }

    /** Checks an option that names an output folder: it must not be a file. */
    public static void checkFolderToWrite(CommandSpec command, String option, Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw mistake(command, option + " must be a folder, was the file " + folder);
        }
    }

    /**
     * Checks an option that names an output file: it must be writable. Called before the work, not after.
     *
     * @param file null if the option is not given
     * @throws FileFailure if a permission is missing
     */
    public static void checkFileToWrite(CommandSpec command, String option, Path file) throws FileFailure {
        if (file == null) {
            return;
        }
        if (Files.isDirectory(file)) {
            throw mistake(command, option + " must be a file, was the folder " + file);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw mistake(command, option + " must be a file in a folder that exists, was " + file);
        }
        boolean isDevice = Files.exists(file) && !Files.isRegularFile(file);
        if (!Files.isWritable(isDevice ? file : folder)) {
            throw FileFailure.writing(file, new AccessDeniedException(file.toString()));
        }
    }

    /** Returns a usage error to throw. */
    public static ParameterException mistake(CommandSpec command, String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
