package dev.chorus.tools.evaluation.figures;

import dev.chorus.core.family.FusedFit;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.evaluation.fit.Halves;
import dev.chorus.tools.evaluation.fit.Replay;
import dev.chorus.tools.evaluation.fit.Replay.Outcome;
import dev.chorus.tools.evaluation.fit.StopMargins;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What stopping early by statistics does.
 *
 * @param margin the family's; where it has none, the one fitted on all these pictures
 * @param outcome what was seen; where the family has no margin, mean of the halves, each at the margin fitted on the other
 */
public record StopFigures(double margin, Outcome outcome) {

    /**
     * Plays all windows.
     *
     * @return share of disagreement to figures; without shares for which there is no margin
     */
    static SortedMap<Double, StopFigures> of(VariantAnswers answers, FusedFit fit) {
        SortedMap<Double, StopFigures> figures = new TreeMap<>();
        if (answers.variants() == 1) {
            return figures;
        }
        Replay all = Replay.of(answers);
        if (!fit.margins().isEmpty()) {
            fit.margins().forEach((share, margin) -> figures.put(share, new StopFigures(margin, all.at(margin))));
            return figures;
        }
        List<Replay> halves = Halves.of(answers).stream()
                .map(half -> Replay.of(answers.about(half)))
                .toList();
        List<SortedMap<Double, Double>> fitted =
                halves.stream().map(StopMargins::fit).toList();
        StopMargins.fit(all).forEach((share, margin) -> {
            Double one = fitted.get(1).get(share);
            Double other = fitted.get(0).get(share);
            if (one != null && other != null) {
                Outcome mean = mean(halves.get(0).at(one), halves.get(1).at(other));
                figures.put(share, new StopFigures(margin, mean));
            }
        });
        return figures;
    }

    /** The halves differ by one picture at most. */
    private static Outcome mean(Outcome one, Outcome other) {
        return new Outcome(
                (one.share() + other.share()) / 2,
                (one.meanVariants() + other.meanVariants()) / 2,
                (one.disagreement() + other.disagreement()) / 2);
    }
}
