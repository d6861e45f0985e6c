package dev.chorus.tools.cli;

import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chorus draw-parts}: writes a folder of drawn machine parts. */
@Command(
        name = "draw-parts",
        header = "Draw machine parts, the pictures of the demo.",
        description = "Writes one folder per class: DIR/<class>/<class>-<seed>.jpg.",
        mixinStandardHelpOptions = true,
        versionProvider = ChorusVersion.class)
final class DrawPartsCommand implements Callable<Integer> {

    private static final int PLAIN_STEPS = 10;

    @Spec
    private CommandSpec command;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Output folder; created if missing.")
    private Path folder;

    @Option(
            names = "--count",
            required = true,
            paramLabel = "N",
            description = "Number of pictures, distributed evenly over the classes.")
    private int count;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "0",
            description = "Seed of the drawings; the same seed gives the same files (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        Mistakes.checkFolderToWrite(command, "--out", folder);
        try {
            draw();
        } catch (IllegalArgumentException e) {
            throw Mistakes.mistake(command, e.getMessage());
        }
        PrintWriter out = command.commandLine().getOut();
        out.printf("%d pictures of %d classes in %s%n", count, Math.min(count, PartClass.values().length), folder);
        out.flush();
        return ExitCode.OK;
    }

    private void draw() throws IOException {
        if (!Terminal.isLive()) {
            PartsFolder.write(folder, count, seed, plainProgress());
            return;
        }
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("drawing")
                .setInitialMax(count)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setUpdateIntervalMillis(100)
                .build()) {
            PartsFolder.write(folder, count, seed, bar::stepTo);
        }
    }

    private IntConsumer plainProgress() {
        PrintWriter err = command.commandLine().getErr();
        return drawn -> {
            boolean worthALine = (long) drawn * PLAIN_STEPS / count != (drawn - 1L) * PLAIN_STEPS / count;
            if (worthALine && count >= PLAIN_STEPS * PLAIN_STEPS) {
                err.println("drawn " + drawn + " of " + count);
                err.flush();
            }
        };
    }
}
