package dev.chorus.tools.benchmark.rig;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Where figures go for programs. */
public final class JsonFile {

    private JsonFile() {}

    /**
     * Better now than after minutes of measuring.
     *
     * @param file null: none is wanted
     * @throws ParameterException if it cannot be written
     */
    public static void check(Path file, CommandLine command) {
        Path folder = file == null ? null : file.toAbsolutePath().getParent();
        if (file != null && (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file))) {
            throw new ParameterException(command, "--json is " + file + ", allowed is a file in a folder that exists");
        }
    }
}
