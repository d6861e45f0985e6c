package dev.chorus.tools.cli;

import com.google.gson.GsonBuilder;
import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.networks.BaseModel;
import dev.chorus.tools.networks.Network;
import dev.chorus.tools.networks.Profile;
import dev.chorus.tools.networks.VariantSpec;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chorus describe}: prints the cost of a profile's variants, before any training. */
@Command(
        name = "describe",
        header = "Show how large the variants of a profile are.",
        description = "Prints parameters and multiply-accumulates compared with MobileNetV2.",
        mixinStandardHelpOptions = true,
        versionProvider = ChorusVersion.class)
final class DescribeCommand implements Callable<Integer> {

    private static final int MAX_CLASSES = 65_535;

    /**
     * Output of {@code --json}.
     *
     * @param variants the profile's variants, each with its ratios to the base model
     */
    private record Description(String profile, int classes, Model base, List<Model> variants) {}

    /** Cost of a network; the ratios say how many times fewer than the base model, which has 1. */
    private record Model(
            String id,
            double alpha,
            int resolution,
            int headWidth,
            long parameters,
            long macs,
            double parametersFewer,
            double macsFewer) {}

    @Spec
    private CommandSpec command;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "quick",
            description = "paper or quick (default: ${DEFAULT-VALUE}).")
    private String profile;

    @Option(names = "--classes", required = true, paramLabel = "N", description = "Number of labels.")
    private int classes;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Override
    public Integer call() {
        if (classes < 2 || classes > MAX_CLASSES) {
            throw Mistakes.mistake(command, "--classes must be 2 to " + MAX_CLASSES + ", was " + classes);
        }
        Description description =
                describe(Mistakes.refused(command, "--profile", "profile", () -> Profile.of(profile)));
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(new GsonBuilder().setPrettyPrinting().create().toJson(description));
        } else {
            print(description, out);
        }
        out.flush();
        return ExitCode.OK;
    }

    private Description describe(Profile wanted) {
        Network base = BaseModel.mobileNetV2(classes);
        List<Model> variants = new ArrayList<>();
        for (VariantSpec spec : wanted.variants()) {
            variants.add(model(spec.id(), spec.alpha(), Network.of(spec, classes), base));
        }
        return new Description(wanted.toString(), classes, model("mobilenetv2", 1, base, base), variants);
    }

    private static Model model(String id, double alpha, Network network, Network base) {
        return new Model(
                id,
                alpha,
                network.resolution(),
                network.headWidth(),
                network.parameters(),
                network.macs(),
                (double) base.parameters() / network.parameters(),
                (double) base.macs() / network.macs());
    }

    private static void print(Description description, PrintWriter out) {
        out.printf("profile %s, %d classes%n%n", description.profile(), description.classes());
        out.printf("%-12s %5s %10s %10s %8s%n", "", "alpha", "resolution", "parameters", "MACs");
        print(description.base(), out, "");
        for (Model variant : description.variants()) {
            print(
                    variant,
                    out,
                    String.format(
                            Locale.ROOT,
                            "  %.1fx fewer parameters, %.1fx fewer MACs",
                            variant.parametersFewer(),
                            variant.macsFewer()));
        }
    }

    private static void print(Model model, PrintWriter out, String ratios) {
        out.printf(
                Locale.ROOT,
                "%-12s %5s %10d %8.3f M %6.1f M%s%n",
                model.id(),
                model.alpha(),
                model.resolution(),
                model.parameters() / 1e6,
                model.macs() / 1e6,
                ratios);
    }
}
