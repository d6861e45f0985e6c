package dev.chorus.tools.cli;

import dev.chorus.tools.command.Mistakes;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** Locates the clone that {@code ./chorus} runs in. */
final class CloneFolder {

    /** Set by {@code ./chorus}. */
    private static final String HOME_PROPERTY = "chorus.home";

    private CloneFolder() {}

    /**
     * Returns the clone's folder.
     *
     * @throws picocli.CommandLine.ParameterException if the program was not started by {@code ./chorus}
     */
    static Path require(CommandSpec command) {
        String home = System.getProperty(HOME_PROPERTY);
        if (home == null) {
            throw Mistakes.mistake(command, "the folder of the clone is unknown; run ./chorus " + command.name());
        }
        return Path.of(home);
    }
}
