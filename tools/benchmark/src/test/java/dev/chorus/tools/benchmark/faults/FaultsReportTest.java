package dev.chorus.tools.benchmark.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsReportTest {

    private final StringWriter printed = new StringWriter();
    private final FaultsReport report = new FaultsReport(new PrintWriter(printed));

    @ParameterizedTest
    @CsvSource({"1, 0, 0, 1 lost", "0, 2, 0, 2 answered wrongly", "0, 0, 3, 3 answered twice"})
    void add_whatBreaksAPromise_isNamed(long lost, long wrong, long doubled, String expected) {
        report.add(outcome("flood", lost, wrong, doubled, List.of()));

        assertEquals(Map.of("flood", List.of(expected)), report.brokenPromises());
        assertTrue(printed.toString().contains("PROMISE BROKEN: " + expected), printed.toString());
    }

    @Test
    void add_nothingLostDoubledOrWrong_breaksNoPromise() {
        report.add(outcome("flood", 0, 0, 0, List.of()));

        assertEquals(Map.of(), report.brokenPromises());
    }

    @Test
    void add_aGatewayCrashed_isNamed() {
        report.add(outcome("flood", 0, 0, 0, List.of("p48")));

        assertEquals(Map.of("flood", List.of("p48 crashed")), report.brokenPromises());
    }

    @Test
    void addFailure_ofAScenario_isABrokenPromise() {
        report.addFailure("full-disk", "p48 is not online after 60 s");

        assertEquals(
                Map.of("full-disk", List.of("not played to its end: p48 is not online after 60 s")),
                report.brokenPromises());
    }

    @Test
    void printSummary_ofSeveralScenarios_sumsThemUp() {
        report.add(outcome("flood", 1, 0, 0, List.of()));
        report.add(outcome("rubbish", 2, 0, 4, List.of()));

        report.printSummary();

        assertTrue(
                printed.toString().contains("2 scenarios, 200 requests: 3 lost, 0 answered wrongly, 4 answered twice"),
                printed.toString());
        assertTrue(printed.toString().contains("promises broken in: flood, rubbish"), printed.toString());
    }

    private static ScenarioResult outcome(String scenario, long lost, long wrong, long doubled, List<String> crashed) {
        return new ScenarioResult(
                scenario,
                "something happens",
                new RequestCounts(100, 90, 5, 10 - lost, lost, 0, wrong, doubled),
                80,
                null,
                10,
                20,
                Map.of(),
                Map.of(),
                crashed,
                List.of(),
                List.of());
    }
}
