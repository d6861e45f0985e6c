package dev.chorus.tools.evaluation.fit;

import dev.chorus.core.fusion.Fusion;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Fusion windows played through, each picture in several orders of arrival: nobody knows which gateway will be the fastest.
 * Always the same orders. Immutable.
 */
public final class Replay {

    /** Orders of arrival that are played for each picture. */
    static final int ORDERS = 8;

    private final List<Window> windows;

    private Replay(List<Window> windows) {
        this.windows = windows;
    }

    /**
     * One window.
     *
     * @param leads after 1, 2, ... variants, all but the last: what the leader's lead was; infinite where it was proved
     * @param isLast whether the first class then was the first in the end
     */
    private record Window(double[] leads, boolean[] isLast) {}

    /**
     * What stopping at a margin does.
     *
     * @param share of windows that stop before the last variant is heard, 0 to 1
     * @param meanVariants how many are heard, on average
     * @param disagreement share of windows whose first class is another than if everybody had been heard, 0 to 1
     */
    public record Outcome(double share, double meanVariants, double disagreement) {}

    /** Plays all windows, as the answers are fused. */
    public static Replay of(VariantAnswers answers) {
        List<Window> windows = IntStream.range(0, answers.pictures())
                .parallel()
                .boxed()
                .flatMap(picture ->
                        orders(picture, answers.variants()).stream().map(order -> play(answers, picture, order)))
                .toList();
        return new Replay(windows);
    }

    private static List<List<Integer>> orders(int picture, int variants) {
        Random random = new Random(picture);
        List<List<Integer>> orders = new ArrayList<>();
        for (int at = 0; at < ORDERS; at++) {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, variants).boxed().toList());
            Collections.shuffle(order, random);
            orders.add(order);
        }
        return orders;
    }

    private static Window play(VariantAnswers answers, int picture, List<Integer> order) {
        int early = order.size() - 1;
        double[] leads = new double[early];
        int[] firsts = new int[early];
        List<VariantWeight> missing =
                new ArrayList<>(order.stream().map(answers::variantWeight).toList());
        Fusion fusion = answers.begin();
        for (int heard = 0; heard <= early; heard++) {
            fusion.add(answers.said(picture, order.get(heard)), missing.remove(0));
            if (heard < early) {
                leads[heard] = fusion.isDecided(missing) ? Double.POSITIVE_INFINITY : fusion.lead(missing);
                firsts[heard] = first(fusion);
            }
        }
        boolean[] isLast = new boolean[early];
        int last = first(fusion);
        for (int heard = 0; heard < early; heard++) {
            isLast[heard] = firsts[heard] == last;
        }
        return new Window(leads, isLast);
    }

    private static int first(Fusion fusion) {
        return fusion.ranking(1).get(0).classIndex();
    }

    /**
     * Stops every window as an aggregator would.
     *
     * @param margin 0 to 1
     */
    public Outcome at(double margin) {
        long early = 0;
        long heard = 0;
        long other = 0;
        for (Window window : windows) {
            int at = 0;
            while (at < window.leads().length && !(window.leads()[at] > margin)) {
                at++;
            }
            heard += at + 1;
            if (at < window.leads().length) {
                early++;
                other += window.isLast()[at] ? 0 : 1;
            }
        }
        double all = windows.size();
        return new Outcome(early / all, heard / all, other / all);
    }

    /** How many pictures were played. */
    int pictures() {
        return windows.size() / ORDERS;
    }
}
