package dev.chorus.tools.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/**
 * Commands that train, import, plan and measure families or gateways, or build the documentation. They bring PyTorch, ONNX Runtime or all packages along, which
 * nobody should have to download or build to ask a question: {@code ./chorus} builds what a command needs and puts it on the class path only when that is
 * called.
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

    /** Adds those that are there. */
    static void addTo(CommandLine commandLine) {
        for (String name : CLASSES) {
            find(name).ifPresent(command -> {
                CommandLine added = new CommandLine(command);
                // The first screen names them in its footer, whether they are on the class path or not.
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
