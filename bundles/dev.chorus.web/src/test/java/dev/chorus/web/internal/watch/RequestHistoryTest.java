package dev.chorus.web.internal.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.GroundTruth;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.topk.TopK;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RequestHistoryTest {

    private static final RequestId DERIVED = RequestId.ofBytes(new byte[] {1}, true);

    private static final long SECOND = 1_000_000_000;
    private static final long NOW = 5 * SECOND;

    private final RequestHistory history = new RequestHistory(MemoryBudget.ofHeap());

    RequestHistoryTest() {
        history.setMaxResults(3);
    }

    @Test
    void results_beyondTheLimit_areTheLatest() {
        for (byte id = 1; id <= 5; id++) {
            answered(id);
        }

        assertEquals(
                List.of("05", "04", "03"),
                history.results(10).stream()
                        .map(seen -> seen.result().id().toString())
                        .toList());
    }

    @Test
    void result_hasTopKResultsFromBeforeAndAfterIt() {
        receive("early", (byte) 1);
        answered((byte) 1);
        receive("late", (byte) 1);

        assertEquals(
                Set.of("early", "late"),
                history.result(id((byte) 1)).orElseThrow().topK().keySet());
    }

    @Test
    void received_withoutFusedResult_isEvicted() throws InterruptedException {
        for (int request = 0; request < 10_000; request++) {
            history.received(
                    "v",
                    TopKResult.answer(
                            RequestId.ofBytes(new byte[] {(byte) request, (byte) (request >> 8)}, false),
                            new Fingerprint(1),
                            Duration.ZERO,
                            Duration.ofSeconds(1),
                            TopK.of(new int[] {0}, new float[] {1})),
                    NOW);
        }

        assertEquals(
                Map.of(),
                history.awaitTopK(result(RequestId.ofBytes(new byte[] {0, 0}, false), 1), Set.of(), Duration.ZERO));
    }

    @Test
    void awaitTopK_slowVariant_isIncluded() throws Exception {
        CompletableFuture<Map<String, TopKResult>> results = CompletableFuture.supplyAsync(() -> {
            try {
                return history.awaitTopK(result(id((byte) 1), 1), Set.of("slow"), Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        receive("quick", (byte) 1);
        receive("slow", (byte) 1);

        assertEquals(Set.of("quick", "slow"), results.get(120, TimeUnit.SECONDS).keySet());
    }

    @Test
    void picture_beyondTheByteLimit_isTheLatestOnly() {
        history.picture(id((byte) 1), new byte[10 << 20]);
        history.picture(id((byte) 2), new byte[10 << 20]);

        assertTrue(history.picture(id((byte) 1)).isEmpty());
        assertTrue(history.picture(id((byte) 2)).isPresent());
    }

    @Test
    void picture_ofAnEvictedResult_isEvicted() {
        history.picture(id((byte) 1), new byte[1]);
        for (byte id = 1; id <= 4; id++) {
            answered(id);
        }

        assertTrue(history.picture(id((byte) 1)).isEmpty());
    }

    @Test
    void received_pictureSentAgain_replacesTheResult() {
        receive("quick", (byte) 1);
        answered((byte) 1);

        history.received("quick", topK(id((byte) 1), 1, 0), NOW + SECOND);
        history.answered(result(id((byte) 1), 2), Instant.EPOCH, NOW + SECOND);

        assertEquals(1, topKOf((byte) 1).get("quick").topK().classAt(0));
    }

    @Test
    void received_pictureSentAgain_lacksVariantsWithoutNewResult() {
        receive("quick", (byte) 1);
        receive("silent", (byte) 1);
        answered((byte) 1);

        history.received("quick", topK(id((byte) 1), 1, 0), NOW + SECOND);
        history.answered(result(id((byte) 1), 2), Instant.EPOCH, NOW + SECOND);

        assertEquals(Set.of("quick"), topKOf((byte) 1).keySet());
    }

    @Test
    void received_pictureSentAgain_isNotShownWithTheEarlierAnswer() {
        history.received("quick", topK(DERIVED, 0, 0), NOW);
        history.answered(result(DERIVED, 1), Instant.EPOCH, NOW);

        history.received("other", topK(DERIVED, 1, 10), NOW + SECOND);

        assertEquals(
                Set.of("quick"), history.result(DERIVED).orElseThrow().topK().keySet());
    }

    @Test
    void received_lateWithADerivedId_isShownWithItsAnswer() {
        history.answered(result(DERIVED, 1), Instant.EPOCH, NOW);

        history.received("late", topK(DERIVED, 1, 2000), NOW + SECOND);

        assertEquals(
                Set.of("late"), history.result(DERIVED).orElseThrow().topK().keySet());
    }

    /** A ground truth contains an id without its kind. */
    @Test
    void truth_ofADerivedId_isShownWithItsAnswer() {
        history.answered(result(DERIVED, 1), Instant.EPOCH, NOW);

        history.truth(new GroundTruth(RequestId.ofBytes(DERIVED.bytes(), false), "nut"));

        assertEquals(Optional.of("nut"), history.result(DERIVED).orElseThrow().truth());
    }

    @Test
    void answered_beforeTheNewTopKResults_lacksTheOldOnes() {
        receive("quick", (byte) 1);
        answered((byte) 1);

        history.answered(result(id((byte) 1), 2), Instant.EPOCH, NOW + SECOND);

        assertEquals(Map.of(), topKOf((byte) 1));
    }

    @Test
    void awaitTopK_pictureSentAgain_isOfTheGivenAnswer() throws InterruptedException {
        receive("quick", (byte) 1);
        answered((byte) 1);

        assertEquals(Map.of(), history.awaitTopK(result(id((byte) 1), 2), Set.of("quick"), Duration.ZERO));
    }

    @Test
    void results_beyondTheByteLimit_areTheLatest() {
        MemoryBudget budget = new MemoryBudget(6000);
        RequestHistory small = new RequestHistory(budget);
        small.setMaxResults(10);

        for (byte id = 1; id <= 9; id++) {
            small.answered(result(id(id), 1), Instant.EPOCH, NOW);
        }

        assertTrue(small.results(10).size() < 9, () -> small.results(10).size() + " results");
        assertTrue(budget.counters().get("memory.results") <= 3000, () -> budget.counters()
                .toString());
        assertTrue(budget.counters().get("memory.dropped") > 0);
    }

    @Test
    void received_beyondTheByteLimit_keepsTheLatest() {
        MemoryBudget budget = new MemoryBudget(20_000);
        RequestHistory small = new RequestHistory(budget);

        for (byte id = 1; id <= 100; id++) {
            small.received("quick", topK(id(id), 0, 0), NOW);
        }
        assertTrue(budget.counters().get("memory.open") <= 4000, () -> budget.counters()
                .toString());

        small.answered(result(id((byte) 100), 1), Instant.EPOCH, NOW);
        assertEquals(
                Set.of("quick"),
                small.result(id((byte) 100)).orElseThrow().topK().keySet());
        small.clear();
        assertEquals(0, budget.counters().get("memory.open") + budget.counters().get("memory.results"));
    }

    private void receive(String variant, byte request) {
        history.received(variant, topK(id(request), 0, 0), NOW);
    }

    private Map<String, TopKResult> topKOf(byte request) {
        return history.result(id(request)).orElseThrow().topK();
    }

    private static TopKResult topK(RequestId id, int classIndex, int ageMillis) {
        return TopKResult.answer(
                id,
                new Fingerprint(1),
                Duration.ofMillis(ageMillis),
                Duration.ofSeconds(1),
                TopK.of(new int[] {classIndex}, new float[] {1}));
    }

    private void answered(byte request) {
        history.answered(result(id(request), 1), Instant.EPOCH, NOW);
    }

    private static FusedResult result(RequestId id, int latencyMillis) {
        return new FusedResult(
                id,
                "parts",
                null,
                Outcome.NO_VARIANT,
                "no variant available",
                List.of(),
                false,
                List.of(),
                List.of(),
                Map.of(),
                CloseReason.DEADLINE,
                0,
                OptionalDouble.empty(),
                Duration.ofMillis(latencyMillis),
                "agg");
    }

    private static RequestId id(byte request) {
        return RequestId.ofBytes(new byte[] {request}, false);
    }
}
