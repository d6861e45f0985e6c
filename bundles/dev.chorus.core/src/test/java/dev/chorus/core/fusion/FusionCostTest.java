package dev.chorus.core.fusion;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.topk.TopK;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a window costs: eight variants with five classes each, the proof tried after each, five labels and a confidence. Prints the
 * median in nanoseconds; asserts only what a busy machine keeps to as well.
 */
class FusionCostTest {

    private static final int VARIANTS = 8;
    private static final int K = 5;
    private static final int FEW_CLASSES = 100;
    private static final int MANY_CLASSES = 65_536;
    private static final int BATCHES = 1500;
    private static final int WINDOWS_A_BATCH = 100;

    /** The aim is 2 microseconds; other work on the machine makes it more. */
    private static final double MOST_NANOS = 50_000;

    private static final List<Voice> VOICES =
            IntStream.range(0, VARIANTS).mapToObj(variant -> Voice.of(1)).toList();

    static List<FusionStrategy> strategies() {
        return FusionStrategies.ALL;
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void window_manyClasses_costsAsMuchAsFew(FusionStrategy strategy) {
        nanosOfAWindow(strategy, FEW_CLASSES);
        double few = nanosOfAWindow(strategy, FEW_CLASSES);
        double many = nanosOfAWindow(strategy, MANY_CLASSES);

        System.out.printf("%s: %.0f ns a window, %.0f ns with %d classes%n", strategy.name(), few, many, MANY_CLASSES);
        assertTrue(many < 4 * few, many + " ns with many classes, " + few + " with few");
        assertTrue(few < MOST_NANOS, few + " ns a window");
    }

    private static double nanosOfAWindow(FusionStrategy strategy, int classes) {
        TopK[] said = said(classes);
        double[] nanos = new double[BATCHES];
        double spent = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            long begun = System.nanoTime();
            for (int window = 0; window < WINDOWS_A_BATCH; window++) {
                spent += window(strategy, classes, said);
            }
            nanos[batch] = (double) (System.nanoTime() - begun) / WINDOWS_A_BATCH;
        }
        assertTrue(spent > 0, "nothing was fused");
        Arrays.sort(nanos);
        return nanos[BATCHES / 2];
    }

    private static double window(FusionStrategy strategy, int classes, TopK[] said) {
        Fusion fusion = strategy.begin(classes);
        int proved = 0;
        for (int heard = 0; heard < VARIANTS; heard++) {
            fusion.add(said[heard], VOICES.get(heard));
            proved += fusion.isDecided(VOICES.subList(heard + 1, VARIANTS)) ? 1 : 0;
        }
        int first = fusion.ranking(K).get(0).classIndex();
        return proved + fusion.probabilities().tempered(0.7).of(first);
    }

    /** All agree on the first class, none is sure. */
    private static TopK[] said(int classes) {
        Random random = new Random(1);
        TopK[] said = new TopK[VARIANTS];
        for (int variant = 0; variant < VARIANTS; variant++) {
            int[] named = new int[K];
            for (int rank = 1; rank < K; rank++) {
                named[rank] = 1 + 4 * random.nextInt(6) + rank;
            }
            said[variant] = TopK.of(named, new float[] {0.4f, 0.2f, 0.1f, 0.05f, 0.02f});
        }
        return said;
    }
}
