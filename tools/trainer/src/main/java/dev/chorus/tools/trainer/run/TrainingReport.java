package dev.chorus.tools.trainer.run;

import dev.chorus.tools.evaluation.ask.Answers;
import dev.chorus.tools.networks.Network;
import dev.chorus.tools.networks.VariantSpec;
import dev.chorus.tools.trainer.family.FamilySpec;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Writes down how a training went, as the Markdown page {@code training.md}. */
public final class TrainingReport {

    private TrainingReport() {}

    /**
     * The page.
     *
     * @param answers of the written models to the validation pictures
     * @param circumstances what stands below the figures, in order
     */
    public static String page(
            String family,
            FamilySpec spec,
            int classes,
            Answers answers,
            ExportCheck check,
            Map<String, String> circumstances) {
        StringBuilder page = new StringBuilder();
        line(page, "# How the family `%s` was trained", family);
        line(page, "");
        line(page, "Right answers of the written ONNX files on %d validation pictures.", answers.pictures());
        line(page, "");
        line(page, "| variant | alpha | resolution | parameters | MACs | right |");
        line(page, "|---|---|---|---|---|---|");
        double best = 0;
        for (int at = 0; at < spec.variants().size(); at++) {
            VariantSpec variant = spec.variants().get(at);
            Network network = Network.of(variant, classes);
            double right = answers.accuracyOf(at);
            best = Math.max(best, right);
            line(
                    page,
                    "| `%s` | %s | %d | %d | %d | %.1f %% |",
                    variant.id(),
                    variant.alpha(),
                    variant.resolution(),
                    network.parameters(),
                    network.macs(),
                    100 * right);
        }
        int k = FamilyWriter.k(classes);
        double fused = answers.fusedAccuracy();
        line(page, "");
        line(
                page,
                "All fused, k = %d: **%.1f %%**, %.1f points above the best variant. With one variant lost, mean: %.1f %%.",
                k,
                100 * fused,
                100 * (fused - best),
                100 * withoutOne(answers));
        line(page, "");
        line(page, "![learning curve](learning-curve.png)");
        line(page, "");
        line(page, "- recipe: %s", spec.recipe());
        line(
                page,
                "- ONNX Runtime and PyTorch differ by at most %.1e in a probability, which differs by up to %.2f between pictures",
                check.disagreement(),
                check.spread());
        circumstances.forEach((what, value) -> line(page, "- %s: %s", what, value));
        return page.toString();
    }

    private static double withoutOne(Answers answers) {
        if (answers.variants() == 1) {
            return 0;
        }
        return IntStream.range(0, answers.variants())
                .mapToDouble(lost -> answers.fusedAccuracy(variant -> variant != lost))
                .average()
                .orElseThrow();
    }

    private static void line(StringBuilder page, String format, Object... values) {
        page.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
