package dev.chorus.tools.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** With times that are easy to add up: a variant takes 10 ms, an aggregator 1 + 1 ms a variant, the broker 2 + 1 ms a variant. */
class SimulationTest {

    private static final GatewayProfile PROFILE =
            new GatewayProfile("made up", 125_000, new double[] {10}, 10, 1, 1, 2, 1, new double[] {10 + 9});

    private int gateways = 4;
    private int cells = 1;
    private int aggregators = 1;
    private double rate = 1;
    private int brokers = 1;
    private boolean spread;
    private double loss;
    private double slowdown = 1;

    @Test
    void run_oneVariant_takesTheSumOfItsSteps() {
        gateways = 1;
        rate = 0.5;

        SimulationResult outcome = simulate();

        // Six legs of 1.5 ms, the network of the broker 1 ms for the picture, the variant 10; further processor
        // time is outside the response path.
        assertEquals(9 + 1 + 10, outcome.findings().percentileMillis(50), 0.3);
    }

    @Test
    void run_anyRateThatIsKept_answersAll() {
        rate = 20;

        SimulationResult outcome = simulate();

        assertTrue(outcome.findings().pictures() > 1000, outcome.findings().pictures() + " pictures");
        assertEquals(outcome.findings().pictures(), outcome.findings().whole());
    }

    @Test
    void resources_areAsBusyAsWhatTheyDo() {
        rate = 20;

        SimulationResult outcome = simulate();

        double seen = outcome.findings().pictures() / 60.0;
        assertEquals(seen * (2 + 4) / 1000, busy(outcome, "processors of brokers"), 0.01);
        assertEquals(seen * 10 / 1000, busy(outcome, "processors of variants"), 0.01);
        // 5 pictures of a megabit each, by 1000 megabits a second
        assertEquals(seen * 5 / 1000, busy(outcome, "networks of brokers"), 0.01);
    }

    @Test
    void bottleneck_isTheBusiestResourceWithItsFullRate() {
        rate = 20;

        SimulationResult outcome = simulate();

        assertEquals("processors of variants", outcome.bottleneck().name());
        assertEquals(100, outcome.fullRate(), 8);
    }

    @Test
    void bottleneck_whereEverythingIsFull_isWhatWouldBeFullFirst() {
        rate = 1000;

        SimulationResult outcome = simulate();

        assertEquals("processors of variants", outcome.bottleneck().name());
        assertEquals(100, outcome.fullRate(), 8);
    }

    @Test
    void run_moreThanVariantsCanDo_refusesAndAnswersLate() {
        rate = 150;

        SimulationResult outcome = simulate();

        assertTrue(outcome.findings().refusals() > 0);
        assertTrue(outcome.findings().percentileMillis(50) > 100);
        assertEquals(
                outcome.findings().pictures(),
                outcome.findings().whole()
                        + outcome.findings().degraded()
                        + outcome.findings().negative());
    }

    @Test
    void run_manyCells_sharesOnlyTheBroker() {
        gateways = 40;
        cells = 10;
        rate = 2;

        SimulationResult outcome = simulate();

        double seen = outcome.findings().pictures() / 60.0;
        assertEquals(20, seen, 2);
        assertEquals(seen * 6 / 1000, busy(outcome, "processors of brokers"), 0.01);
        assertEquals(seen / 10 * 10 / 1000, busy(outcome, "processors of variants"), 0.01);
    }

    @Test
    void run_aClusterWithCellsSpread_costsMoreThanWithCellsTogether() {
        gateways = 40;
        cells = 10;
        brokers = 5;
        SimulationResult together = simulate();
        spread = true;

        SimulationResult apart = simulate();

        assertTrue(busy(apart, "processors of brokers") > 1.3 * busy(together, "processors of brokers"));
    }

    @Test
    void run_withLoss_hasLateAnswersAndLosesNone() {
        loss = 0.01;
        rate = 10;

        SimulationResult outcome = simulate();

        assertTrue(outcome.findings().percentileMillis(99) > 200);
        assertEquals(
                outcome.findings().pictures(),
                outcome.findings().whole() + outcome.findings().degraded());
    }

    @Test
    void run_onSlowerGateways_takesLonger() {
        double before = simulate().findings().percentileMillis(50);
        slowdown = 3;

        assertTrue(simulate().findings().percentileMillis(50) > before + 18);
    }

    @Test
    void run_withMoreAggregators_costsTheBrokerNoMoreThanTheirPictures() {
        double before = busy(simulate(), "networks of brokers");
        aggregators = 2;

        assertTrue(busy(simulate(), "networks of brokers") > 1.1 * before);
    }

    @Test
    void run_again_isTheSame() {
        rate = 20;

        assertEquals(simulate().json(PROFILE), simulate().json(PROFILE));
    }

    private SimulationResult simulate() {
        SimulatedSite site = new SimulatedSite(
                gateways, 4, cells, aggregators, rate, 1000, brokers, spread, loss, 0, 1000, 4, 1, slowdown, 0, 60, 7);
        return SimulationResult.of(PROFILE, site, second -> {});
    }

    private static double busy(SimulationResult outcome, String resource) {
        return outcome.resources().stream()
                .filter(one -> one.name().equals(resource))
                .findFirst()
                .orElseThrow()
                .mean();
    }
}
