package dev.chorus.wires.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.broker.EmbeddedBroker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs at the embedded broker with a simulated family. */
class ClassifierTest {

    private final List<Map<String, Object>> emitted = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean stalled;
    private volatile Throwable failure;

    private EmbeddedBroker broker;
    private SimulatedFamily family;
    private final Classifier classifier = new Classifier("test", "0.1.0", this::take);

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start();
        family = new SimulatedFamily(broker.url());
    }

    @AfterEach
    void stop() {
        released.countDown();
        classifier.close();
        Await.noThreads();
        family.close();
        broker.close();
    }

    private void take(Map<String, Object> record) {
        if (stalled) {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (failure != null) {
            ClassifierTest.<RuntimeException>sneakyThrow(failure);
        }
        emitted.add(record);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneakyThrow(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    void accept_picture_emitsTheAnswer() {
        // given
        configure(Map.of());

        // when
        classifier.accept(Map.of("picture", picture(SimulatedFamily.ANSWERED), "camera", "left"));

        // then
        Map<String, Object> record = only();
        assertTrue((double) record.remove("latencyMs") > 0);
        assertEquals(
                Map.of(
                        "outcome", "answered",
                        "label", "nut",
                        "confidence", 0.75,
                        "margin", 0.5,
                        "contributors", "p48,p56",
                        "degraded", true,
                        "camera", "left"),
                record);
        assertEquals(Map.of("received", 1L, "answered", 1L), classifier.counters());
    }

    @Test
    void accept_withoutPassingOn_emitsTheAnswerOnly() {
        configure(Map.of("pass.on", false, "picture.property", "jpeg"));

        classifier.accept(Map.of("jpeg", picture(SimulatedFamily.ANSWERED), "camera", "left"));

        assertFalse(only().containsKey("camera"));
    }

    @Test
    void accept_pictureThatTheFamilyRefuses_emitsTheReason() {
        configure(Map.of());

        classifier.accept(Map.of("picture", picture(SimulatedFamily.REFUSED)));

        Map<String, Object> record = only();
        assertEquals("refused", record.get("outcome"));
        assertEquals("every variant refused", record.get("error"));
        assertFalse(record.containsKey("label"));
    }

    @Test
    void accept_unansweredPicture_emitsATimeout() {
        connect();
        configure(Map.of("deadline.ms", 50));

        classifier.accept(Map.of("picture", picture(SimulatedFamily.SILENT), "camera", 7));

        assertEquals(Map.of("outcome", "timeout", "error", "no answer within 50 ms; connected", "camera", 7), only());
    }

    @Test
    void accept_withoutAnswerAndNothingToEmit_emitsNothingAndCounts() {
        // given
        connect();
        configure(Map.of("deadline.ms", 3000, "on.failure", "nothing", "open.max", 1));

        // when
        classifier.accept(Map.of("picture", picture(SimulatedFamily.SILENT)));
        classifier.accept(Map.of("picture", picture(SimulatedFamily.ANSWERED)));
        classifier.accept(Map.of());
        awaitCount("timeout", 1);

        // then
        configure(Map.of());
        classifier.accept(Map.of("picture", picture(SimulatedFamily.ANSWERED)));
        assertEquals("answered", only().get("outcome"));
        assertEquals(
                Map.of("received", 5L, "timeout", 1L, "overload", 1L, "no-picture", 1L, "answered", 2L),
                classifier.counters());
    }

    @Test
    void accept_moreThanMayBeOpen_refusesAtOnceAndGoesOnAfterwards() {
        // given
        connect();
        configure(Map.of("open.max", 2, "deadline.ms", 3000));

        // when
        for (int number = 0; number < 5; number++) {
            classifier.accept(Map.of("picture", picture(SimulatedFamily.SILENT), "number", number));
        }

        // then
        Await.until("five records", () -> emitted.size() == 5);
        assertEquals(List.of("overload", "overload", "overload", "timeout", "timeout"), outcomes());
        assertEquals("too many open requests, the maximum is 2", emitted.get(0).get("error"));
        configure(Map.of("open.max", 2));
        classifier.accept(Map.of("picture", picture(SimulatedFamily.ANSWERED)));
        awaitCount("answered", 2);
    }

    @Test
    void accept_whileTheGraphBehindStalls_returnsAndHoldsABoundedNumber() {
        // given
        stalled = true;
        configure(Map.of("open.max", 2));

        // when
        for (int number = 0; number < 1000; number++) {
            classifier.accept(Map.of("picture", picture(SimulatedFamily.ANSWERED)));
        }

        // then
        awaitCount("answered", 2);
        Map<String, Long> counters = classifier.counters();
        assertEquals(1000, counters.get("received"));
        assertEquals(998, counters.get("overload"));
        assertTrue(counters.get("dropped") >= 998 - 2 * 2 - 1, counters.toString());

        // and when
        stalled = false;
        released.countDown();

        // then
        Await.until("the records that waited", () -> emitted.size() == 1000 - counters.get("dropped"));
    }

    @Test
    void accept_recordThatCannotBeCopied_isRefusedAndReleasesItsSlot() {
        // given
        configure(Map.of("open.max", 1));
        Map<String, Object> broken = new HashMap<>(Map.of("picture", picture(SimulatedFamily.ANSWERED))) {
            private static final long serialVersionUID = 1;

            @Override
            public Set<Map.Entry<String, Object>> entrySet() {
                throw new IllegalStateException("a record that fails on purpose");
            }
        };

        // when
        classifier.accept(broken);
        classifier.accept(broken);

        // then
        Await.until("two records", () -> emitted.size() == 2);
        assertEquals(List.of("failed", "failed"), outcomes());
        assertEquals(2, classifier.counters().get("internalErrors"));
        classifier.accept(Map.of("picture", picture(SimulatedFamily.ANSWERED)));
        awaitCount("answered", 1);
    }

    @Test
    void answer_graphThatThrows_releasesItsSlot() {
        // given
        configure(Map.of("open.max", 1));
        failure = new AssertionError("a component behind that fails on purpose");
        classifier.accept(Map.of("picture", picture(SimulatedFamily.ANSWERED)));
        awaitCount("internalErrors", 1);

        // when
        failure = null;
        classifier.accept(Map.of("picture", picture(SimulatedFamily.ANSWERED)));

        // then
        awaitCount("answered", 2);
        assertEquals("answered", only().get("outcome"));
    }

    @Test
    void answer_componentBehindThatFails_isCountedAndNoFailureOfThisOne() {
        configure(Map.of());
        failure = new IllegalStateException("a component behind that fails on purpose");

        classifier.accept(Map.of("picture", picture(SimulatedFamily.ANSWERED)));

        awaitCount("graphFailures", 1);
        assertFalse(classifier.counters().containsKey("internalErrors"));
    }

    @Test
    void close_whileSecretsAreRead_connectsNowhere() throws Exception {
        // given
        CountDownLatch begun = new CountDownLatch(1);
        Map<String, Object> properties =
                Map.of("broker.url", broker.url(), "client.id", "wires", "family", "parts", "password", "secret");
        classifier.configure(properties, new PlainSecrets(() -> {
            begun.countDown();
            awaitRelease();
        }));
        begun.await();

        // when
        boolean ended = classifier.close(Duration.ofMillis(50));
        released.countDown();

        // then
        assertFalse(ended);
        Await.noThreads();
        classifier.accept(Map.of("picture", picture(SimulatedFamily.ANSWERED)));
        assertEquals(1, classifier.counters().get("not-ready"));
    }

    private void awaitRelease() {
        while (released.getCount() > 0) {
            try {
                released.await();
            } catch (InterruptedException e) {
                // Like a service that does not answer.
            }
        }
    }

    @Test
    void accept_recordsWithoutPicture_reportTheRequirement() {
        // given
        configure(Map.of("picture.bytes.max", 10));

        // when
        classifier.accept(Map.of());
        classifier.accept(Map.of("picture", "a text"));
        classifier.accept(Map.of("picture", new byte[0]));
        classifier.accept(Map.of("picture", new byte[11]));

        // then
        Await.until("four records", () -> emitted.size() == 4);
        assertEquals(
                List.of(
                        "property picture must be a byte array, was absent",
                        "property picture must be a byte array, was a String",
                        "picture must have 1 to 10 bytes, had 0",
                        "picture must have 1 to 10 bytes, had 11"),
                emitted.stream().map(record -> record.get("error")).toList());
        assertEquals(0, family.requests());
    }

    @Test
    void configure_mistake_isTheReasonUntilCorrected() {
        // given
        configure(Map.of("deadline.ms", "soon"));

        // when
        classifier.accept(Map.of("picture", picture(SimulatedFamily.ANSWERED)));

        // then
        Map<String, Object> record = only();
        assertEquals("misconfigured", record.get("outcome"));
        assertEquals("deadline.ms must be a whole number within 1..60000, was 'soon'", record.get("error"));

        // and when
        configure(Map.of("deadline.ms", 50_000));
        classifier.accept(Map.of("picture", picture(SimulatedFamily.ANSWERED)));

        // then
        awaitCount("answered", 1);
    }

    @Test
    void configure_anotherFamily_givesUpWhatIsOpen() {
        // given
        configure(Map.of("deadline.ms", 60_000));
        classifier.accept(Map.of("picture", picture(SimulatedFamily.SILENT)));
        Await.until("a request", () -> family.requests() == 1);

        // when
        configure(Map.of("family", "others"));

        // then
        assertEquals("stopped", only().get("outcome"));
    }

    @Test
    void accept_withoutBroker_reportsTheTimeoutAndTheConnection() {
        // given
        configure(Map.of("broker.url", "mqtt://127.0.0.1:1", "deadline.ms", 100));

        // when
        Await.until("a timeout after the first attempt to connect", () -> {
            emitted.clear();
            classifier.accept(Map.of("picture", picture(SimulatedFamily.ANSWERED)));
            return only().get("error").toString().contains("connection: ");
        });

        // then
        assertEquals("timeout", only().get("outcome"));
    }

    @Test
    void accept_beforeAnythingIsConfigured_isCounted() {
        classifier.accept(Map.of("picture", picture(SimulatedFamily.ANSWERED)));

        assertEquals(Map.of("received", 1L, "not-ready", 1L), classifier.counters());
    }

    /** Waits until a picture has been answered: then the connection is established. */
    private void connect() {
        configure(Map.of());
        classifier.accept(Map.of("picture", picture(SimulatedFamily.ANSWERED)));
        only();
        emitted.clear();
    }

    private void configure(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(
                Map.of("broker.url", broker.url(), "client.id", "wires", "family", "parts", "deadline.ms", 60_000));
        properties.putAll(more);
        CountDownLatch read = new CountDownLatch(1);
        properties.put("password", "secret");
        classifier.configure(properties, new PlainSecrets());
        // Configurations are applied sequentially: when the next one is read, this one is applied.
        classifier.configure(properties, new PlainSecrets(read::countDown));
        try {
            read.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, Object> only() {
        Await.until("a record", () -> !emitted.isEmpty());
        assertEquals(1, emitted.size());
        return emitted.get(0);
    }

    private List<Object> outcomes() {
        return emitted.stream().map(record -> record.get("outcome")).toList();
    }

    private void awaitCount(String name, long count) {
        Await.until(count + " " + name, () -> classifier.counters().getOrDefault(name, 0L) == count);
    }

    private static byte[] picture(byte kind) {
        return new byte[] {kind, (byte) System.nanoTime()};
    }
}
