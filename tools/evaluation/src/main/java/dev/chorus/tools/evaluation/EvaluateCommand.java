package dev.chorus.tools.evaluation;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.FamilyJson;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.evaluation.ask.AnswersFile;
import dev.chorus.tools.evaluation.ask.LabelledQuestions;
import dev.chorus.tools.evaluation.ask.Question;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.evaluation.figures.EvaluationFigures;
import dev.chorus.tools.evaluation.fit.FamilyFit;
import dev.chorus.tools.evaluation.report.HtmlReport;
import dev.chorus.tools.evaluation.report.JsonReport;
import dev.chorus.tools.evaluation.report.TerminalReport;
import dev.chorus.tools.files.InputFile;
import dev.chorus.tools.files.OutputFile;
import dev.chorus.tools.pictures.PictureData;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code chorus evaluate}: measures a family on labelled pictures. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        header = "Measure a family on labelled pictures.",
        description = {
            "Measures a family on labelled pictures: each variant, all together, and whatever is left when variants are lost.",
            "What the figures mean is in docs/evaluation.md."
        })
public final class EvaluateCommand implements Callable<Integer> {

    private static final List<Integer> USUAL_KS = List.of(1, 2, 3, 5);

    /** How many labels without pictures are named; ImageNet has a thousand. */
    private static final int MAX_ABSENT = 5;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--family",
            paramLabel = "DIR",
            required = true,
            description = "Folder with family.json and its models.")
    private Path folder;

    @Option(
            names = "--data",
            paramLabel = "DIR_OR_ZIP",
            required = true,
            description = "Pictures as <class>/<picture>, JPEG or PNG; where there are test/ or val/, those below it.")
    private Path place;

    @Option(
            names = "--only",
            paramLabel = "FILE",
            description =
                    "Ask about these pictures only: names within the data, one a line, such as training held out.")
    private Path only;

    @Option(
            names = "--k",
            paramLabel = "K",
            split = ",",
            description = "Classes that each variant sends; the largest also for all other figures (default: 1,2,3,5).")
    private List<Integer> ks;

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write the figures for programs.")
    private Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Where to write a page to look at.")
    private Path html;

    @Option(
            names = "--answers",
            paramLabel = "FILE",
            description = "Where to keep what was answered, for ./chorus plan: " + AnswersFile.NAME
                    + " in the family's folder.")
    private Path kept;

    @Option(
            names = "--fit",
            paramLabel = "FILE",
            description = {
                "Where to write family.json with weights, temperatures and margins fitted to what was answered, at least "
                        + FamilyFit.LEAST_PICTURES + " pictures that nothing was learned from; may be the family's own."
            })
    private Path fit;

    @Override
    public Integer call() throws IOException, InterruptedException, ModelRefusedException {
        OnnxRuntime.checkUsable();
        Evaluation evaluation = evaluation();
        SortedSet<Integer> sent = ks(evaluation.mostK());
        prepare("--json", json);
        prepare("--html", html);
        prepare("--answers", kept);
        prepare("--fit", fit);
        try (PictureData data = data()) {
            PrintWriter err = spec.commandLine().getErr();
            List<Question> questions = questions(data, evaluation);
            PictureData.describe(data.skipped()).forEach(err::println);
            checkFit(questions.size());
            VariantAnswers answers = ask(evaluation, questions, err);
            EvaluationFigures figures = EvaluationFigures.of(evaluation.family(), answers, sent);
            print(figures, err);
            write(figures);
            if (kept != null) {
                AnswersFile.write(kept, evaluation.family(), answers);
            }
            if (fit != null) {
                checkFit(answers.pictures());
                Family fitted = FamilyFit.fitted(evaluation.family(), answers.sending(sent.last()));
                OutputFile.write(fit, FamilyJson.write(fitted));
            }
            return 0;
        }
    }

    private Evaluation evaluation() throws IOException {
        try {
            return Evaluation.of(new FamilyFiles(folder));
        } catch (IllegalArgumentException e) {
            throw mistake("--family is " + folder + ": " + e.getMessage());
        }
    }

    private SortedSet<Integer> ks(int most) {
        if (ks == null) {
            SortedSet<Integer> usual = new TreeSet<>(USUAL_KS);
            usual.removeIf(k -> k > most);
            return usual;
        }
        for (int k : ks) {
            if (k < 1 || k > most) {
                throw mistake("--k is " + k + ", allowed is 1.." + most + ", which the variants rank");
            }
        }
        return new TreeSet<>(ks);
    }

    /** Better now than after minutes of asking. */
    private void prepare(String option, Path file) throws IOException {
        if (file != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        Mistakes.checkFileToWrite(spec, option, file);
    }

    private PictureData data() throws IOException {
        try {
            return PictureData.open(place);
        } catch (IllegalArgumentException e) {
            throw mistake("--data is " + e.getMessage());
        }
    }

    private List<Question> questions(PictureData data, Evaluation evaluation) throws IOException {
        try {
            return only == null
                    ? LabelledQuestions.of(data, evaluation.family())
                    : LabelledQuestions.of(data, names(), evaluation.family());
        } catch (IllegalArgumentException e) {
            throw mistake("--data is " + place + ": " + e.getMessage());
        }
    }

    private Set<String> names() throws IOException {
        Set<String> names = InputFile.text(only).lines().collect(Collectors.toCollection(TreeSet::new));
        names.remove("");
        if (names.isEmpty()) {
            throw mistake("--only is " + only + ", which names no picture; allowed is one and more");
        }
        return names;
    }

    private void checkFit(int pictures) {
        if (fit != null && pictures < FamilyFit.LEAST_PICTURES) {
            throw mistake("--fit is " + fit + ", but there are " + pictures + " pictures; allowed are at least "
                    + FamilyFit.LEAST_PICTURES);
        }
    }

    private VariantAnswers ask(Evaluation evaluation, List<Question> questions, PrintWriter err)
            throws IOException, InterruptedException {
        try {
            return evaluation.ask(questions, err);
        } catch (IllegalArgumentException e) {
            throw mistake("cannot evaluate " + folder + ": " + e.getMessage());
        }
    }

    private void print(EvaluationFigures figures, PrintWriter err) {
        PictureData.describe(figures.skipped()).forEach(err::println);
        List<String> absent = figures.labelsWithoutPictures();
        if (!absent.isEmpty()) {
            int more = absent.size() - MAX_ABSENT;
            err.println("no pictures of " + String.join(", ", absent.subList(0, Math.min(absent.size(), MAX_ABSENT)))
                    + (more > 0 ? " and " + more + " more" : ""));
        }
        err.flush();
        spec.commandLine().getOut().print(TerminalReport.text(figures));
        spec.commandLine().getOut().flush();
    }

    private void write(EvaluationFigures figures) throws IOException {
        if (json != null) {
            OutputFile.write(json, JsonReport.text(figures));
        }
        if (html != null) {
            OutputFile.write(html, HtmlReport.text(figures, Circumstances.of(spec)));
        }
    }

    private ParameterException mistake(String why) {
        return Mistakes.mistake(spec, why);
    }
}
