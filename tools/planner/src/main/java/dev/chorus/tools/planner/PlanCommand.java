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

/** {@code chorus plan}: proposes a placement of variants on gateways. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        header = "Propose a placement of variants on gateways.",
        description = {
            "Proposes the placement with the fastest answers among those that keep an accuracy floor",
            "when any gateways are lost; docs/planning.md describes the files and the model.",
            "Exit code 1 if no plan keeps the floor; the safest plans are shown then."
        })
public final class PlanCommand implements Callable<Integer> {

    /** Limit of the search: the number of sets doubles with each variant. */
    private static final int MAX_VARIANTS = 12;

    /** No plan reaches this floor, so the planner maximizes safety. */
    private static final double UNREACHABLE = 2;

    private static final double A_POINT = 0.01;

    /**
     * Memory of a variant without its model, and memory per model size: the file itself, and two copies in ONNX
     * Runtime.
     */
    private static final double VARIANT_MIB = 64;

    private static final double MEMORY_PER_MODEL_SIZE = 3;
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
            description = "Available gateways as JSON.")
    private Path gateways;

    @Option(
            names = "--floor",
            paramLabel = "A",
            showDefaultValue = Visibility.NEVER,
            description = "Required accuracy, 0 to 1 (default: one point below the best that can be kept).")
    private Double floor;

    @Option(
            names = "--lost",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of gateways whose loss must keep the floor (default: ${DEFAULT-VALUE}).")
    private int lost;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "1",
            description = "Pictures per second (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--runners-up",
            paramLabel = "N",
            defaultValue = "4",
            description =
                    "Number of further plans to show, in addition to the most accurate one (default: ${DEFAULT-VALUE}).")
    private int runnersUp;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "Output of ./chorus bench profile --json (default: the shipped profile).")
    private Path profileFile;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the plans to FILE as JSON.")
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
            throw mistake("--gateways is " + gateways + ": no gateway has enough memory and time for a variant of "
                    + family.name() + " at " + rate + " pictures per second");
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
        if (family.variants().size() > MAX_VARIANTS) {
            throw mistake("--family is " + folder + ": the family must have at most " + MAX_VARIANTS + " variants, had "
                    + family.variants().size());
        }
        return family;
    }

    private VariantAnswers answers(FamilyFiles place, Family family) throws IOException {
        Path file = place.file(AnswersFile.NAME);
        if (!Files.exists(file)) {
            throw mistake("--family is " + folder + ": there is no " + AnswersFile.NAME
                    + "; ./chorus evaluate --family " + folder + " --data PICTURES --answers " + file + " creates it");
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
            memory[at] = VARIANT_MIB + MEMORY_PER_MODEL_SIZE * Files.size(file) / MIB;
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
