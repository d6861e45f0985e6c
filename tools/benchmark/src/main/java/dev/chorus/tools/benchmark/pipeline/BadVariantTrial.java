package dev.chorus.tools.benchmark.pipeline;

import dev.chorus.core.family.Family;
import dev.chorus.core.fusion.Fusion;
import dev.chorus.core.fusion.RankedClass;
import dev.chorus.core.fusion.ScaledSum;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.topk.TopK;
import dev.chorus.core.window.ClosedWindow;
import dev.chorus.core.window.FusionWindows;
import dev.chorus.core.window.MemberSet;
import dev.chorus.core.window.ReplyTo;
import dev.chorus.core.window.WindowEvent;
import dev.chorus.core.window.WindowListener;
import dev.chorus.core.window.WindowOptions;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The kept answers of a family, played through an aggregator's windows in a random order, with one variant that has turned bad. For one
 * thread.
 */
final class BadVariantTrial {

    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final int SEED = 20_261_201;

    /** It answers as often as it can: what comes again counts for nothing. */
    private static final int COPIES = 3;

    private final Family family;
    private final VariantAnswers answers;
    private final int bad;
    private final BadVariant behavior;
    private final Random random = new Random(SEED);
    private final Map<String, VariantWeight> variantWeights = new TreeMap<>();
    private FusedResult last;

    /**
     * Prepares a trial.
     *
     * @param bad index of the variant that turns bad
     * @param weight that it claims, as the aggregator takes it
     */
    BadVariantTrial(Family family, VariantAnswers answers, int bad, BadVariant behavior, double weight) {
        this.family = family;
        this.answers = answers;
        this.bad = bad;
        this.behavior = behavior;
        for (int variant = 0; variant < answers.variants(); variant++) {
            if (variant != bad) {
                variantWeights.put(name(variant), answers.variantWeight(variant));
            } else if (behavior != BadVariant.GONE) {
                IntStream.rangeClosed(0, behavior.moreNames())
                        .forEach(more -> variantWeights.put(badName(more), VariantWeight.of(weight)));
            }
        }
    }

    private String name(int variant) {
        return family.variants().get(variant).id();
    }

    private String badName(int more) {
        return more == 0 ? name(bad) : name(bad) + "-" + more;
    }

    /** Returns the share of pictures whose first label is right, in percent. */
    double accuracy(WindowOptions options) {
        FusionWindows windows =
                new FusionWindows("aggregator", family.name(), options, new Last(), MemoryBudget.ofHeap());
        windows.setMembers(
                new MemberSet(
                        family.labelSet(),
                        family.name(),
                        "1.0.0",
                        variantWeights,
                        variantWeights.keySet(),
                        variantWeights.keySet(),
                        Map.of()),
                0);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, answers.pictures()).boxed().toList());
        Collections.shuffle(order, random);
        int right = 0;
        for (int request = 0; request < order.size(); request++) {
            int picture = order.get(request);
            ask(windows, request, picture);
            right += last.labels().get(0).classIndex() == answers.truth(picture) ? 1 : 0;
        }
        return 100.0 * right / order.size();
    }

    private void ask(FusionWindows windows, int request, int picture) {
        long now = request * DEADLINE.toNanos();
        RequestId id = RequestId.ofBytes(
                ByteBuffer.allocate(Integer.BYTES).putInt(request).array(), false);
        windows.request(id, DEADLINE, null, now);
        Map<String, TopK> said = new TreeMap<>();
        for (int variant = 0; variant < answers.variants(); variant++) {
            if (variant != bad) {
                said.put(name(variant), answers.said(picture, variant));
            }
        }
        if (behavior != BadVariant.GONE) {
            TopK lie = behavior.answer(answers.said(picture, bad), second(picture), request, answers.classes(), random);
            IntStream.rangeClosed(0, behavior.moreNames()).forEach(more -> said.put(badName(more), lie));
        }
        List<String> arrivals = new ArrayList<>(said.keySet());
        Collections.shuffle(arrivals, random);
        for (String variant : arrivals) {
            TopKResult result =
                    TopKResult.answer(id, family.labelSet().fingerprint(), Duration.ZERO, DEADLINE, said.get(variant));
            int copies = variant.startsWith(name(bad)) ? COPIES : 1;
            IntStream.range(0, copies).forEach(copy -> windows.result(variant, result, now));
        }
    }

    private int second(int picture) {
        Fusion others = new ScaledSum().begin(answers.classes());
        for (int variant = 0; variant < answers.variants(); variant++) {
            if (variant != bad) {
                others.add(answers.said(picture, variant), answers.variantWeight(variant));
            }
        }
        List<RankedClass> ranking = others.ranking(2);
        return ranking.size() > 1
                ? ranking.get(1).classIndex()
                : (ranking.get(0).classIndex() + 1) % answers.classes();
    }

    /** Remembers the last answer. */
    private final class Last implements WindowListener {

        @Override
        public void closed(ClosedWindow window) {
            last = window.result();
        }

        @Override
        public void askedAfterwards(FusedResult result, ReplyTo replyTo) {}

        @Override
        public void askedAgain(FusedResult result, ReplyTo replyTo) {}

        @Override
        public void happened(WindowEvent event) {}
    }
}
