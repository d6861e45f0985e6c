package dev.chorus.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Fit;
import dev.chorus.core.fusion.ScaledSum;
import dev.chorus.core.fusion.Voice;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.topk.TopK;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Weights by how often variants agree with the others. */
class AgreementWeightsTest extends WindowsFixture {

    private final AgreementWeights weights = new AgreementWeights();

    private static TopK topK(int classIndex) {
        return TopK.of(new int[] {classIndex}, new float[] {0.9f});
    }

    @Test
    void apply_variantThatAlwaysSaysAnother_countsNearlyNothing() {
        for (int number = 0; number < AgreementWeights.LEAST_ANSWERS; number++) {
            weights.learn(Map.of("a", topK(0), "b", topK(0), "liar", topK(1)));
        }

        Map<String, Voice> voices =
                weights.apply(Map.of("a", Voice.of(1), "b", Voice.of(1), "liar", new Voice(1000, Fit.of(1000, 0.5))));

        assertEquals(Voice.of(1), voices.get("a"));
        assertEquals(new Voice(1, Fit.of(1, 0.5)), voices.get("liar"));
    }

    @Test
    void apply_tooFewAnswersOrVariants_changesNothing() {
        Map<String, Voice> voices = Map.of("a", Voice.of(1), "b", Voice.of(1), "c", Voice.of(1));
        for (int number = 0; number < AgreementWeights.LEAST_ANSWERS - 1; number++) {
            weights.learn(Map.of("a", topK(0), "b", topK(0), "c", topK(1)));
        }
        assertEquals(voices, weights.apply(voices));

        for (int number = 0; number < 100; number++) {
            weights.learn(Map.of("a", topK(0), "c", topK(1)));
        }
        assertEquals(voices, weights.apply(voices));
    }

    @Test
    void apply_variantThatIsGoodAgain_countsInFull() {
        for (int number = 0; number < 300; number++) {
            weights.learn(Map.of("a", topK(0), "b", topK(0), "c", topK(1)));
        }
        for (int number = 0; number < 3000; number++) {
            weights.learn(Map.of("a", topK(0), "b", topK(0), "c", topK(0)));
        }

        double weight = weights.apply(Map.of("a", Voice.of(1), "b", Voice.of(1), "c", Voice.of(1)))
                .get("c")
                .weight();

        assertTrue(weight > 0.99, "weight is " + weight);
    }

    @Test
    void windows_liarOfGreatWeight_isOutvotedOnceItsAnswersAreKnown() {
        windows.setOptions(new WindowOptions(new ScaledSum(), 1, false, 0, 100, 5, 3, true), now);
        Map<String, Voice> voices = Map.of("a", Voice.of(1), "b", Voice.of(1), "c", Voice.of(3));
        Set<String> all = voices.keySet();
        windows.setRoster(new Roster(LABELS, "parts", "1.0.0", voices, all, all, Map.of()), now);

        for (int number = 0; number < 2 * AgreementWeights.LEAST_ANSWERS; number++) {
            RequestId id =
                    RequestId.ofBytes(ByteBuffer.allocate(4).putInt(number).array(), false);
            windows.request(id, DEADLINE, null, now);
            say("a", id, 0, 0.9f);
            say("b", id, 0, 0.9f);
            say("c", id, 1, 1);
        }

        assertEquals("nut", closed.get(0).result().labels().get(0).label());
        assertEquals(
                "bolt", closed.get(closed.size() - 1).result().labels().get(0).label());
    }
}
