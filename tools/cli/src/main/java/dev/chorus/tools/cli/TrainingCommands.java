package dev.chorus.tools.cli;

import java.util.List;
import picocli.CommandLine;

/**
 * Commands of the trainer. They bring PyTorch along, which nobody should have to download for a demo: {@code ./chorus} builds the
 * trainer and puts it on the class path only when one of them is called.
 */
final class TrainingCommands {

    private static final List<String> CLASSES =
            List.of("dev.chorus.tools.trainer.TrainPartsCommand", "dev.chorus.tools.trainer.EvaluatePartsCommand");

    private TrainingCommands() {}

    /** Adds those that are there. */
    static void addTo(CommandLine commandLine) {
        for (String name : CLASSES) {
            try {
                commandLine.addSubcommand(Class.forName(name));
            } catch (ClassNotFoundException e) {
                return;
            }
        }
    }
}
