package dev.chorus.tools.cli;

import dev.chorus.tools.command.Mistakes;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** The clone that {@code ./chorus} was called in. */
final class CloneFolder {

    /** Set by {@code ./chorus}. */
    private static final String HOME_PROPERTY = "chorus.home";

    private CloneFolder() {}

    /**
     * Where it is.
     *
     * @throws picocli.CommandLine.ParameterException if the program was started by other means
     */
    static Path require(CommandSpec command) {
        String home = System.getProperty(HOME_PROPERTY);
        if (home == null) {
            throw Mistakes.mistake(command, "where the clone is, is unknown; call it as ./chorus " + command.name());
        }
        return Path.of(home);
    }
}
