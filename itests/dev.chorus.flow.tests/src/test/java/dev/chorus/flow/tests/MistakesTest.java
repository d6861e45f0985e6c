package dev.chorus.flow.tests;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import dev.chorus.itests.support.Await;
import dev.chorus.itests.support.Json;
import dev.chorus.itests.support.TestClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.Rule;
import org.junit.rules.ErrorCollector;

/**
 * One mistake after the other in the configuration of one component, through a configuration service that checks nothing: each
 * must show in the status, and the next good configuration must mend it.
 */
public abstract class MistakesTest extends FlowTest {

    static final String NOT_OURS = "nobody's secret";

    private static final Set<String> NOT_WORKING = Set.of("misconfigured", "no-model");

    /** So that one that goes wrong does not hide the others. */
    @Rule
    public ErrorCollector failures = new ErrorCollector();

    /** Makes every mistake and mends it. */
    final void makeAll(List<Mistake> mistakes, String pid, Map<String, Object> good, Status status) throws Exception {
        Set<String> names = mistakes.stream().map(Mistake::name).collect(Collectors.toSet());
        assertTrue("names are used twice", names.size() == mistakes.size());
        for (Mistake mistake : mistakes) {
            failures.checkSucceeds(() -> makeAndMend(mistake, pid, good, status));
        }
    }

    private Json makeAndMend(Mistake mistake, String pid, Map<String, Object> good, Status status) throws Exception {
        try {
            gateway.update(pid, mistake.properties());
            status.await("that tells of " + mistake.name() + " by: " + mistake.problem(), told -> tells(told, mistake));
        } finally {
            gateway.update(pid, mended(mistake, good));
        }
        return status.await(
                "mended after " + mistake.name(),
                told -> !tells(told, mistake) && !NOT_WORKING.contains(told.text("state")));
    }

    private static boolean tells(Json status, Mistake mistake) {
        return status.has("problem") && status.text("problem").contains(mistake.problem());
    }

    private static Map<String, Object> mended(Mistake mistake, Map<String, Object> good) {
        Map<String, Object> mended = new HashMap<>();
        mistake.properties().keySet().forEach(name -> mended.put(name, good.get(name)));
        return mended;
    }

    /** Waits until the log tells something. */
    static void awaitLog(String text) {
        Await.until("a line of the log with " + text, () -> log().contains(text));
    }

    /** Nobody has told a secret, neither in a status nor in the log. */
    final void assertSilence(String... secrets) {
        for (String secret : secrets) {
            assertFalse("the log tells " + secret, log().contains(secret));
            for (String kind : List.of("variant", "aggregator")) {
                client.heard(TestClient.status(kind, kind.equals("variant") ? "p48" : kind))
                        .forEach(message -> assertFalse(
                                "a status tells " + secret,
                                new String(message.payload(), StandardCharsets.UTF_8).contains(secret)));
            }
        }
    }

    private static String log() {
        try {
            return Files.readString(Path.of(System.getProperty("org.slf4j.simpleLogger.logFile")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for a status of the component. */
    interface Status {
        Json await(String wanted, Predicate<Json> isWanted);
    }
}
