package dev.chorus.tools.evaluation;

import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.evaluation.ask.AnswersFile;
import dev.chorus.tools.evaluation.ask.PartsQuestions;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.evaluation.figures.EvaluationFigures;
import dev.chorus.tools.evaluation.report.HtmlReport;
import dev.chorus.tools.evaluation.report.JsonReport;
import dev.chorus.tools.evaluation.report.MarkdownReport;
import dev.chorus.tools.evaluation.report.TerminalReport;
import dev.chorus.tools.parts.PartsArtist;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code chorus evaluate-parts}: measures the family as it lies there and writes {@code report.md}, {@code .json}, {@code .html} and what was answered. */
@Command(
        name = "evaluate-parts",
        mixinStandardHelpOptions = true,
        header = "Measure the family of the demo on fresh drawings.",
        description = "Measures the family parts on drawings that no training has seen.")
public final class EvaluatePartsCommand implements Callable<Integer> {

    /** The last is what a variant sends unless configured otherwise: a Top-5 result is 52 bytes at most. */
    private static final List<Integer> KS = List.of(1, 2, 3, 4, 5);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--family",
            paramLabel = "DIR",
            defaultValue = "${sys:chorus.home:-.}/models/parts",
            description = "Folder with family.json and its models (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Option(
            names = "--pictures",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many drawings to ask about (default: ${DEFAULT-VALUE}).")
    private int pictures;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1000000",
            description = "Seed of the first drawing (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws IOException, InterruptedException, ModelRefusedException {
        if (pictures < 1) {
            throw refused("--pictures is " + pictures + ", allowed is 1 and more");
        }
        if (seed < 0 || seed >= PartsArtist.TRAINING_SEEDS_FROM - pictures) {
            throw refused("--seed is " + seed + ", allowed is 0 to 2^40 less the number of pictures");
        }
        OnnxRuntime.checkUsable();
        try {
            evaluate(new FamilyFiles(folder));
            return 0;
        } catch (IllegalArgumentException e) {
            throw refused("cannot evaluate " + folder + ": " + e.getMessage());
        }
    }

    private void evaluate(FamilyFiles place) throws IOException, InterruptedException {
        Evaluation evaluation = Evaluation.of(place);
        List<String> labels = evaluation.family().labelSet().labels();
        if (!labels.equals(PartsArtist.LABELS)) {
            throw new IllegalArgumentException("labels are " + labels + ", allowed are " + PartsArtist.LABELS);
        }
        List<Integer> ks = KS.stream().filter(k -> k <= evaluation.mostK()).toList();
        PrintWriter out = spec.commandLine().getOut();
        VariantAnswers answers = evaluation.ask(
                PartsQuestions.draw(pictures, seed), spec.commandLine().getErr());
        EvaluationFigures figures = EvaluationFigures.of(evaluation.family(), answers, ks);
        Map<String, String> circumstances = Circumstances.of(spec);
        String asked = String.format(
                "%d drawings that no training has seen (seeds from %d), sent through JPEG.", pictures, seed);
        out.print(TerminalReport.text(figures));
        out.flush();
        AnswersFile.write(place.file(AnswersFile.NAME), evaluation.family(), answers);
        write(place, "report.json", JsonReport.text(figures));
        write(place, "report.md", MarkdownReport.text(figures, asked, circumstances));
        write(place, "report.html", HtmlReport.text(figures, circumstances));
    }

    private static void write(FamilyFiles place, String name, String text) throws IOException {
        place.write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private ParameterException refused(String why) {
        return Mistakes.mistake(spec, why);
    }
}
