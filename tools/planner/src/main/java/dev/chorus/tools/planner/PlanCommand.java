package dev.chorus.tools.planner;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.evaluation.FamilyFiles;
import dev.chorus.tools.evaluation.ask.AnswersFile;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.files.OutputFile;
import dev.chorus.tools.simulator.BenchFile;
import dev.chorus.tools.simulator.CallChecks;
import dev.chorus.tools.simulator.GatewayProfile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code chorus plan}: which variant goes on which gateway. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        header = "Propose which variant goes on which gateway.",
        description = {
            "Proposes which variant goes on which gateway for the soonest answers, of all plans that stay above a floor of accuracy",
            "whichever gateways are lost; docs/planning.md says how the files are made and what is modelled.",
            "Exit code 1 if no plan holds the floor: then the safest are shown."
        })
public final class PlanCommand implements Callable<Integer> {

    /** More variants have more sets than anybody wants to wait for. */
    private static final int MOST_VARIANTS = 12;

    /** No plan holds it: all that can be done for safety is done. */
    private static final double UNREACHABLE = 2;

    private static final double A_POINT = 0.01;

    /** What a variant may add without its model, and how often the file is there: as it is, and twice as ONNX Runtime has it. */
    private static final double VARIANT_MIB = 64;

    private static final double TIMES_ITS_FILE = 3;
    private static final double MIB = 1 << 20;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--family",
            paramLabel = "DIR",
            required = true,
            showDefaultValue = Visibility.NEVER,
            description = "Folder with family.json, its models and " + AnswersFile.NAME + ".")
    private Path folder;

    @Option(
            names = "--gateways",
            paramLabel = "FILE",
            required = true,
            showDefaultValue = Visibility.NEVER,
            description = "The gateways that there are, as JSON.")
    private Path gateways;

    @Option(
            names = "--floor",
            paramLabel = "A",
            showDefaultValue = Visibility.NEVER,
            description = "Accuracy that is wanted, 0 to 1 (default: a point less than what can be kept at best).")
    private Double floor;

    @Option(
            names = "--lost",
            paramLabel = "N",
            defaultValue = "1",
            description = "Gateways that may be lost, whichever, and the floor still be held.")
    private int lost;

    @Option(names = "--rate", paramLabel = "R", defaultValue = "1", description = "Pictures a second.")
    private double rate;

    @Option(
            names = "--runners-up",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many further plans to show; the most accurate one is always shown.")
    private int runnersUp;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "What ./chorus bench profile --json wrote; otherwise what ships with Chorus.")
    private Path profileFile;

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write the plans for programs.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        CallChecks checks = new CallChecks(spec.commandLine());
        checks.within("--lost", lost, 0, 63);
        checks.within("--rate", rate, 0.001, 10_000);
        checks.within("--runners-up", runnersUp, 0, 100);
        if (floor != null) {
            checks.within("--floor", floor, 0, 1);
        }
        Mistakes.checkFileToWrite(spec, "--json", json);
        FamilyFiles place = new FamilyFiles(folder);
        Family family = family(place);
        VariantAnswers answers = answers(place, family);
        GatewayProfile profile = checks.profile(profileFile);
        GatewaysFile there = there(family, profile);
        double[] memory = memory(place, family);
        Accuracies accuracies = new Accuracies(answers);
        Timing timing = new Timing(there.sites(), answers, profile, there.networkMillis(), there.brokerHost(), rate);
        List<Forecast> safest = new Planner(there.sites(), memory, accuracies, timing, UNREACHABLE, lost).plans();
        if (safest.isEmpty()) {
            throw mistake("--gateways is " + gateways + ": none has memory and time for any variant of " + family.name()
                    + " at " + rate + " pictures a second");
        }
        double wanted = floor != null ? floor : Math.max(0, safest.get(0).worst() - A_POINT);
        Planner planner = new Planner(there.sites(), memory, accuracies, timing, wanted, lost);
        List<Forecast> plans = planner.plans();
        boolean held = planner.holds(plans.get(0));
        List<Forecast> shown = shown(plans);
        PlanText text = new PlanText(family, there.sites(), memory, wanted, lost, rate, answers.pictures());
        PrintWriter out = spec.commandLine().getOut();
        out.print(text.of(shown, held));
        out.flush();
        if (json != null) {
            OutputFile.write(json, PlanJson.of(family, there.sites(), shown, wanted, lost, rate, held));
        }
        return held ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private List<Forecast> shown(List<Forecast> plans) {
        List<Forecast> first = plans.subList(0, Math.min(plans.size(), 1 + runnersUp));
        Forecast best = plans.stream()
                .max(Comparator.comparingDouble(Forecast::accuracy))
                .orElseThrow();
        return first.contains(best)
                ? first
                : Stream.concat(first.stream(), Stream.of(best)).toList();
    }

    private Family family(FamilyFiles place) throws IOException {
        Family family;
        try {
            family = place.family();
        } catch (IllegalArgumentException e) {
            throw mistake("--family is " + folder + ": " + e.getMessage());
        }
        if (family.variants().size() > MOST_VARIANTS) {
            throw mistake("--family is " + folder + ", which has "
                    + family.variants().size() + " variants; allowed are " + MOST_VARIANTS);
        }
        return family;
    }

    private VariantAnswers answers(FamilyFiles place, Family family) throws IOException {
        Path file = place.file(AnswersFile.NAME);
        if (!Files.exists(file)) {
            throw mistake("--family is " + folder + ", which has no " + AnswersFile.NAME
                    + "; ./chorus evaluate --family " + folder + " --data PICTURES --answers " + file + " writes it");
        }
        try {
            return AnswersFile.read(file, family);
        } catch (IllegalArgumentException e) {
            throw mistake("--family is " + folder + ": " + AnswersFile.NAME + " cannot be used: " + e.getMessage());
        }
    }

    private double[] memory(FamilyFiles place, Family family) throws IOException {
        double[] memory = new double[family.variants().size()];
        for (int at = 0; at < memory.length; at++) {
            Variant variant = family.variants().get(at);
            Path file = place.file(variant.model());
            if (!Files.isRegularFile(file)) {
                throw mistake("--family is " + folder + ": there is no " + file);
            }
            memory[at] = VARIANT_MIB + TIMES_ITS_FILE * Files.size(file) / MIB;
        }
        return memory;
    }

    private GatewaysFile there(Family family, GatewayProfile profile) throws IOException {
        try {
            return GatewaysFile.read(gateways, file -> Speed.of(BenchFile.of(file, "inference"), family, profile));
        } catch (IllegalArgumentException e) {
            throw mistake("--gateways is " + gateways + ": " + e.getMessage());
        }
    }

    private ParameterException mistake(String why) {
        return Mistakes.mistake(spec, why);
    }
}
