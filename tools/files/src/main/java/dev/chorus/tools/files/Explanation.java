package dev.chorus.tools.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * Explanation of a file system exception.
 *
 * @param text reason and remedy
 * @param isMistake whether the user is at fault, not the machine
 */
record Explanation(String text, boolean isMistake) {

    /** Remedies by a part of the system's text; a system in another language gets the default remedy. */
    private static final Map<String, String> REMEDIES = Map.of(
            "No space left", "free space or choose another place",
            "quota exceeded", "free space or choose another place",
            "File too large", "raise the limit of file sizes (ulimit -f) or choose another place",
            "Too many open files", "raise the limit of open files (ulimit -n)");

    static Explanation ofWriting(Path file, IOException cause) {
        Path folder = file.toAbsolutePath().getParent();
        if (cause instanceof NoSuchFileException && fileAbove(file).isEmpty() && !Files.exists(folder)) {
            return new Explanation("folder " + folder + " does not exist; create it or choose another place", true);
        }
        return ofFile(file, cause)
                .orElseGet(() -> machine(
                        cause,
                        "choose another place",
                        "allow user " + user() + " to write there or choose another place"));
    }

    static Explanation ofReading(Path file, IOException cause) {
        return ofFile(file, cause)
                .orElseGet(() -> machine(cause, "check the disk", "allow user " + user() + " to read it"));
    }

    /** Explains any failure except reading or writing the file itself. */
    static Explanation ofFolder(Path folder, IOException cause) {
        return byType(folder, cause)
                .orElseGet(() -> machine(
                        cause, "choose another place", "allow user " + user() + " that or choose another place"));
    }

    private static Optional<Explanation> ofFile(Path file, IOException cause) {
        boolean isFolder = Files.isDirectory(file) && !(cause instanceof AccessDeniedException);
        return isFolder ? mistake("is a folder, required is a file") : byType(file, cause);
    }

    private static Optional<Explanation> byType(Path file, IOException cause) {
        if (cause instanceof FileSystemLoopException) {
            return mistake("a symbolic link leads back to a folder above it; remove the link");
        }
        if (cause instanceof CharacterCodingException) {
            return mistake("is not UTF-8 text");
        }
        if (cause instanceof EOFException || cause instanceof ZipException) {
            return mistake("is damaged or has another format; write or copy it again");
        }
        if (cause instanceof FileAlreadyExistsException || cause instanceof NotDirectoryException) {
            return mistake("is a file, required is a folder");
        }
        Optional<Path> inTheWay = fileAbove(file);
        if (inTheWay.isPresent()) {
            return mistake(inTheWay.get() + " is a file, required is a folder");
        }
        if (cause instanceof NoSuchFileException) {
            return mistake(
                    Files.isSymbolicLink(file)
                            ? "a symbolic link to nothing; remove it or restore what it names"
                            : "no such file or folder");
        }
        return Optional.empty();
    }

    private static Optional<Explanation> mistake(String text) {
        return Optional.of(new Explanation(text, true));
    }

    /** Returns the file that a path has in place of a folder, if any. */
    private static Optional<Path> fileAbove(Path file) {
        Path above = file.toAbsolutePath().getParent();
        while (above != null && !Files.exists(above)) {
            above = above.getParent();
        }
        return Optional.ofNullable(above).filter(existing -> !Files.isDirectory(existing));
    }

    private static Explanation machine(IOException cause, String usualRemedy, String remedyOfPermission) {
        if (cause instanceof AccessDeniedException) {
            return new Explanation("permission denied; " + remedyOfPermission, false);
        }
        String reason = cause instanceof FileSystemException system ? system.getReason() : cause.getMessage();
        String known = reason == null ? cause.getClass().getSimpleName() : reason;
        String remedy = REMEDIES.entrySet().stream()
                .filter(entry -> known.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(usualRemedy);
        return new Explanation(known + "; " + remedy, false);
    }

    private static String user() {
        return System.getProperty("user.name");
    }
}
