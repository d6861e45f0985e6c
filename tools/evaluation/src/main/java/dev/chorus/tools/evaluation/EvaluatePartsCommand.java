package dev.chorus.tools.evaluation;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.evaluation.ask.Answers;
import dev.chorus.tools.evaluation.ask.Interview;
import dev.chorus.tools.evaluation.ask.PartsQuestions;
import dev.chorus.tools.evaluation.figures.Report;
import dev.chorus.tools.evaluation.report.ReportWriter;
import dev.chorus.tools.parts.PartsArtist;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code chorus evaluate-parts}: measures the family as it lies there and writes {@code report.md} and {@code report.json}. */
@Command(
        name = "evaluate-parts",
        mixinStandardHelpOptions = true,
        description = "Measures the family parts on drawings that no training has seen.")
public final class EvaluatePartsCommand implements Callable<Integer> {

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
    public Integer call() throws InterruptedException {
        if (pictures < 1) {
            throw refused("--pictures is " + pictures + ", allowed is 1 and more");
        }
        if (seed < 0 || seed >= PartsArtist.TRAINING_SEEDS_FROM - pictures) {
            throw refused("--seed is " + seed + ", allowed is 0 to 2^40 less the number of pictures");
        }
        try {
            evaluate(new FamilyFolder(folder));
            return 0;
        } catch (NoSuchFileException e) {
            throw refused("cannot evaluate " + folder + ": there is no " + e.getFile());
        } catch (IOException | IllegalArgumentException e) {
            throw refused("cannot evaluate " + folder + ": " + e.getMessage());
        }
    }

    private void evaluate(FamilyFolder place) throws IOException, InterruptedException {
        Family family = place.family();
        if (!family.labelSet().labels().equals(PartsArtist.LABELS)) {
            throw new IllegalArgumentException(
                    "labels are " + family.labelSet().labels() + ", allowed are " + PartsArtist.LABELS);
        }
        List<byte[]> models = new ArrayList<>();
        for (Variant variant : family.variants()) {
            models.add(place.model(variant));
        }
        List<Double> weights = family.variants().stream().map(Variant::weight).toList();
        Answers answers;
        try (Progress progress =
                new Progress("evaluating", pictures, spec.commandLine().getOut())) {
            answers = Interview.ask(
                    family.labelSet(), weights, models, PartsQuestions.draw(pictures, seed), progress::to);
        }
        Report report = Report.of(family, answers, seed, Circumstances.of(spec));
        String page = ReportWriter.markdown(family, report);
        place.write("report.json", ReportWriter.json(report).getBytes(StandardCharsets.UTF_8));
        place.write("report.md", page.getBytes(StandardCharsets.UTF_8));
        spec.commandLine().getOut().println(page);
        spec.commandLine().getOut().flush();
    }

    private ParameterException refused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
