package dev.chorus.tools.trainer.run;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.FusedFit;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.evaluation.fit.FamilyFit;
import dev.chorus.tools.evaluation.fit.FitCheck;
import dev.chorus.tools.evaluation.report.FitWords;
import dev.chorus.tools.trainer.family.FamilySpec;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes down how a training went, as the Markdown page {@code training.md}. */
public final class TrainingReport {

    private TrainingReport() {}

    /**
     * The page.
     *
     * @param family as it was written
     * @param answers of the written models to the validation pictures
     * @param outcome which state is written
     * @param circumstances what stands below the figures, in order
     */
    public static String page(
            Family family,
            FamilySpec spec,
            VariantAnswers answers,
            ExportAgreement check,
            WrittenState outcome,
            Map<String, String> circumstances) {
        StringBuilder page = new StringBuilder();
        int classes = family.labelSet().size();
        line(page, "# How the family `%s %s` was trained", family.name(), family.version());
        line(page, "");
        line(page, "Right answers of the written ONNX files on %d validation pictures.", answers.pictures());
        line(page, "");
        line(
                page,
                "| variant | alpha | resolution | parameters | MACs | formula weight | fitted weight | temperature | right |");
        line(page, "|---|---|---|---|---|---|---|---|---|");
        double best = 0;
        for (int at = 0; at < family.variants().size(); at++) {
            Variant variant = family.variants().get(at);
            double right = answers.accuracyOf(at);
            best = Math.max(best, right);
            line(
                    page,
                    "| `%s` | %s | %d | %d | %d | %.3f | %s | %s | %.1f %% |",
                    variant.id(),
                    variant.alpha(),
                    variant.resolution(),
                    variant.parameters(),
                    variant.macs(),
                    variant.weight(),
                    FitWords.weight(variant.fit()),
                    FitWords.temperature(variant.fit()),
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
        line(page, "%s", fit(FitCheck.of(answers, classes)));
        line(page, "");
        fused(page, family.fused());
        line(page, "%s", outcome.sentence());
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

    private static void fused(StringBuilder page, Map<String, FusedFit> fits) {
        if (fits.isEmpty()) {
            return;
        }
        line(
                page,
                "| strategy | temperature of the fused answer | margins, for so many answers with another first label |");
        line(page, "|---|---|---|");
        new TreeMap<>(fits)
                .forEach((strategy, fit) -> line(
                        page,
                        "| `%s` | %.3f | %s |",
                        strategy,
                        fit.temperature(),
                        fit.margins().entrySet().stream()
                                .map(margin -> String.format(
                                        Locale.ROOT, "%.2f (%.1f %%)", margin.getValue(), 100 * margin.getKey()))
                                .collect(Collectors.joining(", "))));
        line(page, "");
    }

    private static String fit(Optional<FitCheck> check) {
        return check.map(brought -> String.format(
                        Locale.ROOT,
                        "Weights and temperatures are fitted on these very pictures, which flatters them. Each half measured with"
                                + " what was fitted on the other half: fused **%.1f %%** with the formula's weights, **%.1f %%**"
                                + " with fitted ones (NLL %.3f and %.3f); NLL of a variant alone %.3f, with its temperature %.3f"
                                + " (mean of the variants).",
                        100 * brought.formula(),
                        100 * brought.fitted(),
                        brought.formulaNll(),
                        brought.fittedNll(),
                        brought.singleNll(),
                        brought.temperedNll()))
                .orElse("Fewer than " + FamilyFit.LEAST_PICTURES
                        + " validation pictures: neither weights nor temperatures are fitted.");
    }

    private static double withoutOne(VariantAnswers answers) {
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
