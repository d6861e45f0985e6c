package dev.chorus.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Fit;
import dev.chorus.core.fusion.ScaledSum;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.topk.TopK;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Weights from how often variants agree with the others. */
class AgreementWeightsTest extends WindowsFixture {

    private final AgreementWeights weights = new AgreementWeights();

    private static TopK topK(int classIndex) {
        return TopK.of(new int[] {classIndex}, new float[] {0.9f});
    }

    @Test
    void apply_variantThatAlwaysDisagrees_countsNearlyNothing() {
        for (int number = 0; number < AgreementWeights.LEAST_ANSWERS; number++) {
            weights.learn(Map.of("a", topK(0), "b", topK(0), "liar", topK(1)));
        }

        Map<String, VariantWeight> variantWeights = weights.apply(Map.of(
                "a",
                VariantWeight.of(1),
                "b",
                VariantWeight.of(1),
                "liar",
                new VariantWeight(1000, Fit.of(1000, 0.5))));

        assertEquals(VariantWeight.of(1), variantWeights.get("a"));
        assertEquals(new VariantWeight(1, Fit.of(1, 0.5)), variantWeights.get("liar"));
    }

    @Test
    void apply_tooFewAnswersOrVariants_changesNothing() {
        Map<String, VariantWeight> variantWeights =
                Map.of("a", VariantWeight.of(1), "b", VariantWeight.of(1), "c", VariantWeight.of(1));
        for (int number = 0; number < AgreementWeights.LEAST_ANSWERS - 1; number++) {
            weights.learn(Map.of("a", topK(0), "b", topK(0), "c", topK(1)));
        }
        assertEquals(variantWeights, weights.apply(variantWeights));

        for (int number = 0; number < 100; number++) {
            weights.learn(Map.of("a", topK(0), "c", topK(1)));
        }
        assertEquals(variantWeights, weights.apply(variantWeights));
    }

    @Test
    void apply_variantThatIsGoodAgain_countsInFull() {
        for (int number = 0; number < 300; number++) {
            weights.learn(Map.of("a", topK(0), "b", topK(0), "c", topK(1)));
        }
        for (int number = 0; number < 3000; number++) {
            weights.learn(Map.of("a", topK(0), "b", topK(0), "c", topK(0)));
        }

        double weight = weights.apply(
                        Map.of("a", VariantWeight.of(1), "b", VariantWeight.of(1), "c", VariantWeight.of(1)))
                .get("c")
                .weight();

        assertTrue(weight > 0.99, "weight is " + weight);
    }

    @Test
    void windows_liarOfGreatWeight_isOutvotedOnceItsAnswersAreKnown() {
        windows.setOptions(new WindowOptions(new ScaledSum(), 1, false, 0, 100, 5, 3, true), now);
        Map<String, VariantWeight> variantWeights =
                Map.of("a", VariantWeight.of(1), "b", VariantWeight.of(1), "c", VariantWeight.of(3));
        Set<String> all = variantWeights.keySet();
        windows.setMembers(new MemberSet(LABELS, "parts", "1.0.0", variantWeights, all, all, Map.of()), now);

        for (int number = 0; number < 2 * AgreementWeights.LEAST_ANSWERS; number++) {
            RequestId id =
                    RequestId.ofBytes(ByteBuffer.allocate(4).putInt(number).array(), false);
            windows.request(id, DEADLINE, null, now);
            deliver("a", id, 0, 0.9f);
            deliver("b", id, 0, 0.9f);
            deliver("c", id, 1, 1);
        }

        assertEquals("nut", closed.get(0).result().labels().get(0).label());
        assertEquals(
                "bolt", closed.get(closed.size() - 1).result().labels().get(0).label());
    }
}
