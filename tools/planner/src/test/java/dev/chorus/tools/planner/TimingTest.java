package dev.chorus.tools.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.topk.TopK;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimingTest {

    private static final double CLOSE = 0.01;

    @Test
    void response_ofOneVariant_isThreeMessagesAndItsWork() {
        Timing timing = Made.timing(List.of(Made.site("a", 5, 5, 5)));

        assertEquals(1 + 5 + 1 + 1, timing.of(plan(0)).mean(), CLOSE);
    }

    @Test
    void response_overANetwork_passesItThreeTimes() {
        Timing timing = new Timing(List.of(Made.site("a", 5, 5, 5)), Made.answers(), Made.PROFILE, 10, null, 0.001);

        assertEquals(8 + 3 * 10, timing.of(plan(0)).mean(), CLOSE);
    }

    @Test
    void response_withASlowVariant_waitsForItOnlyWhereItMatters() {
        Timing timing =
                Made.timing(List.of(Made.site("a", 1, 1, 1), Made.site("b", 2, 2, 2), Made.site("c", 50, 50, 50)));

        Timing.Response response = timing.of(plan(0, 1, 2));

        // 0 and 1 agree on six of ten pictures: 1 + 2 + 2; on the others the third decides: 1 + 50 + 2.
        assertEquals((6 * 5 + 4 * 53) / 10.0, response.mean(), CLOSE);
        assertEquals(5, response.p50(), CLOSE);
        assertEquals(53, response.p95(), CLOSE);
    }

    @Test
    void response_withOneSlowPictureInTwenty_hasAP95OfTheOthers() {
        int pictures = 20;
        TopK nut = TopK.of(new int[] {0, 1}, new float[] {1, 0});
        TopK bolt = TopK.of(new int[] {1, 0}, new float[] {1, 0});
        TopK[][] said = new TopK[pictures][];
        Arrays.fill(said, new TopK[] {nut, nut, nut});
        said[0] = new TopK[] {nut, bolt, nut};
        VariantWeight variantWeight = VariantWeight.of(1);
        VariantAnswers answers = new VariantAnswers(
                2, List.of(variantWeight, variantWeight, variantWeight), new int[pictures], said, List.of());
        List<Site> sites = List.of(Made.site("a", 1, 1, 1), Made.site("b", 2, 2, 2), Made.site("c", 50, 50, 50));

        Timing.Response response = new Timing(sites, answers, Made.PROFILE, 0, null, 0.001).of(plan(0, 1, 2));

        assertEquals(1 + 2 + 2, response.p95(), CLOSE);
        assertEquals((19 * 5 + 53) / 20.0, response.mean(), CLOSE);
    }

    @Test
    void response_ofTwoInstances_isTheQuickerOnes() {
        Timing timing = Made.timing(List.of(Made.site("a", 1, 1, 1), Made.site("b", 50, 50, 50)));

        assertEquals(1 + 1 + 2, timing.of(plan(0, 0)).mean(), CLOSE);
    }

    @Test
    void response_onOneMachineWithOneCore_takesTurns() {
        Site shared = new Site("a", List.of(5.0, 5.0, 5.0), false, 1, 100, 1, "host", 1);
        Timing timing = Made.timing(List.of(shared, shared));

        // Work of 5 ms each on one core is done after 10; the pictures they agree on need both as well.
        assertEquals(10 + 1 + 2, timing.of(plan(0, 1)).p50(), CLOSE);
    }

    @Test
    void response_onOneMachineWithACoreForEach_doesNotTakeTurns() {
        Site shared = new Site("a", List.of(5.0, 5.0, 5.0), false, 1, 100, 1, "host", 2);
        Timing timing = Made.timing(List.of(shared, shared));

        assertEquals(6 + 2, timing.of(plan(0, 1)).p50(), CLOSE);
    }

    @Test
    void shared_jobsOfDifferentLength_giveWayOneByOne() {
        // Two cores: all three at two thirds until 1 is done after 1.5, then the others at full speed.
        List<Double> jobs = List.of(1.0, 2.0, 4.0);

        assertEquals(1.5, Timing.shared(jobs, 1, 2), 1e-12);
        assertEquals(2.5, Timing.shared(jobs, 2, 2), 1e-12);
        assertEquals(4.5, Timing.shared(jobs, 4, 2), 1e-12);
    }

    @Test
    void hasTime_dependsOnTheRate() {
        List<Site> sites = List.of(Made.site("a", 5, 100, 5));
        Timing timing = new Timing(sites, Made.answers(), Made.PROFILE, 0, null, 10);

        assertTrue(timing.hasTime(0, 0));
        assertFalse(timing.hasTime(0, 1));
    }

    @Test
    void response_nearTheMostThatAGatewayCanDo_hasPicturesWait() {
        List<Site> sites = List.of(Made.site("a", 10, 10, 10));
        Timing timing = new Timing(sites, Made.answers(), Made.PROFILE, 0, null, 50);

        // Half busy: a picture waits for half of the work of one picture, on average.
        assertEquals(1 + 5 + 10 + 2, timing.of(plan(0)).mean(), CLOSE);
    }

    private static Plan plan(int... variantOf) {
        return new Plan(variantOf, 0, 0);
    }
}
