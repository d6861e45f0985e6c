package dev.chorus.tools.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/**
 * Commands that train, import, plan and measure families or gateways, or build the documentation. They depend on
 * PyTorch, ONNX Runtime or all packages, which a request should not require: {@code ./chorus} builds such a dependency
 * and adds it to the class path only when the command is called.
 */
final class TrainingCommands {

    private static final List<String> CLASSES = List.of(
            "dev.chorus.tools.benchmark.BenchCommand",
            "dev.chorus.tools.benchmark.faults.FaultsCommand",
            "dev.chorus.tools.benchmark.faults.SoakCommand",
            "dev.chorus.tools.fuzz.FuzzCommand",
            "dev.chorus.tools.planner.PlanCommand",
            "dev.chorus.tools.trainer.TrainCommand",
            "dev.chorus.tools.trainer.TrainPartsCommand",
            "dev.chorus.tools.evaluation.EvaluateCommand",
            "dev.chorus.tools.evaluation.EvaluatePartsCommand",
            "dev.chorus.tools.importer.ImportCommand",
            "dev.chorus.tools.quantizer.QuantizeCommand",
            "dev.chorus.tools.site.SiteCommand");

    private TrainingCommands() {}

    /** Adds the commands that are on the class path. */
    static void addTo(CommandLine commandLine) {
        for (String name : CLASSES) {
            find(name).ifPresent(command -> {
                CommandLine added = new CommandLine(command);
                // The first screen names them in its footer, whether or not they are on the class path.
                added.getCommandSpec().usageMessage().hidden(true);
                commandLine.addSubcommand(added);
            });
        }
    }

    private static Optional<Class<?>> find(String name) {
        try {
            return Optional.of(Class.forName(name));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }
}
