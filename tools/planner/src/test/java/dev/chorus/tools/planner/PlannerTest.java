package dev.chorus.tools.planner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final double[] SMALL = {50, 50, 50};

    @Test
    void plans_withoutALoss_areTheSoonestThatHoldTheFloor() {
        List<Site> sites = List.of(Made.site("slow", 40, 40, 40), Made.site("quick", 4, 4, 4));

        Forecast first = planner(sites, SMALL, 0.8, 0).plans().get(0);

        assertArrayEquals(new int[] {Plan.NONE, 0}, first.plan().variantOf());
        assertEquals(0.8, first.accuracy());
        assertEquals(0, first.plan().aggregator());
        assertEquals(1, first.plan().standby());
    }

    @Test
    void plans_thatAnswerAlikeSoon_areTheSafestFirst() {
        // The third variant is right in half of the pictures only, and a hundredth of a millisecond sooner.
        List<Site> sites = List.of(Made.site("a", 1.01, 1.01, 1));

        Forecast first = planner(sites, SMALL, 0, 0).plans().get(0);

        assertEquals(0.8, first.accuracy());
    }

    @Test
    void plans_thatAnswerMuchSooner_comeFirstThoughTheyAreNotSafe() {
        List<Site> sites = List.of(Made.site("a", 9, 9, 1));

        Forecast first = planner(sites, SMALL, 0, 0).plans().get(0);

        assertEquals(0.5, first.accuracy());
    }

    @Test
    void plans_withHeavyAndLightVariants_putTheHeavyOneOnTheQuickGateway() {
        List<Site> sites = List.of(Made.site("slow", 8, 80, 8), Made.site("quick", 1, 10, 1));

        List<Forecast> plans = planner(sites, SMALL, 0, 0).plans();

        Forecast both = plans.stream()
                .filter(plan -> plan.plan().variants() == 0b011)
                .findFirst()
                .orElseThrow();
        assertArrayEquals(new int[] {0, 1}, both.plan().variantOf());
    }

    @Test
    void plans_whereALossWouldBreakTheFloor_addAnInstance() {
        List<Site> sites = List.of(Made.site("a", 1, 1, 1), Made.site("b", 2, 2, 2), Made.site("c", 3, 3, 3));
        Planner planner = planner(sites, SMALL, 0.8, 1);

        List<Forecast> plans = planner.plans();

        assertFalse(plans.isEmpty());
        assertTrue(plans.stream().allMatch(planner::holds));
        assertArrayEquals(new int[] {0, 0, Plan.NONE}, twins(plans).plan().variantOf());
    }

    private static Forecast twins(List<Forecast> plans) {
        return plans.stream()
                .filter(plan -> plan.plan().variants() == 0b001)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void plans_whereNothingHoldsTheFloor_areTheSafest() {
        List<Site> sites = List.of(Made.site("a", 1, 1, 1), Made.site("b", 1, 1, 1));
        Planner planner = planner(sites, SMALL, 0.95, 1);

        Forecast first = planner.plans().get(0);

        assertFalse(planner.holds(first));
        assertEquals(0.8, first.worst());
    }

    @Test
    void plans_whereAGatewayHasTooLittleMemory_leaveItOut() {
        List<Site> sites = List.of(Made.site("a", 1, 1, 1));

        List<Forecast> plans = planner(sites, new double[] {50, 101, 50}, 0, 0).plans();

        assertTrue(plans.stream().noneMatch(plan -> plan.plan().variants() == 0b010));
        assertEquals(2, plans.size());
    }

    @Test
    void plans_whereNoGatewayHasMemory_areNone() {
        List<Site> sites = List.of(Made.site("a", 1, 1, 1));

        assertTrue(planner(sites, new double[] {101, 101, 101}, 0, 0).plans().isEmpty());
    }

    private static Planner planner(List<Site> sites, double[] memoryMiB, double floor, int lost) {
        return new Planner(sites, memoryMiB, new Accuracies(Made.answers()), Made.timing(sites), floor, lost);
    }
}
