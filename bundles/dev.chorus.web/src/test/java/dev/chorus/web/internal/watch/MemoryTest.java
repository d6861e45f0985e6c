package dev.chorus.web.internal.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.topk.TopK;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryTest {

    private final Memory memory = new Memory();

    MemoryTest() {
        memory.setMost(3);
    }

    @Test
    void results_ofMoreThanAreKept_areTheLastOnes() {
        for (byte id = 1; id <= 5; id++) {
            answered(id);
        }

        assertEquals(
                List.of("05", "04", "03"),
                memory.results(10).stream()
                        .map(seen -> seen.result().id().toString())
                        .toList());
    }

    @Test
    void result_hasWhatVariantsSaidBeforeAndAfterIt() {
        said("early", (byte) 1);
        answered((byte) 1);
        said("late", (byte) 1);

        assertEquals(
                Set.of("early", "late"),
                memory.result(id((byte) 1)).orElseThrow().said().keySet());
    }

    @Test
    void said_withoutEverAnyResult_isForgotten() throws InterruptedException {
        for (int request = 0; request < 10_000; request++) {
            memory.said(
                    "v",
                    TopKResult.answer(
                            RequestId.ofBytes(new byte[] {(byte) request, (byte) (request >> 8)}, false),
                            new Fingerprint(1),
                            Duration.ZERO,
                            Duration.ofSeconds(1),
                            TopK.of(new int[] {0}, new float[] {1})));
        }

        assertEquals(Map.of(), memory.awaitSaid(RequestId.ofBytes(new byte[] {0, 0}, false), Set.of(), Duration.ZERO));
    }

    @Test
    void awaitSaid_ofOneWhoIsSlow_hasHim() throws Exception {
        CompletableFuture<Map<String, TopKResult>> said = CompletableFuture.supplyAsync(() -> {
            try {
                return memory.awaitSaid(id((byte) 1), Set.of("slow"), Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        said("quick", (byte) 1);
        said("slow", (byte) 1);

        assertEquals(Set.of("quick", "slow"), said.get(120, TimeUnit.SECONDS).keySet());
    }

    @Test
    void picture_ofMoreBytesThanAreKept_isTheLastOneOnly() {
        memory.picture(id((byte) 1), new byte[10 << 20]);
        memory.picture(id((byte) 2), new byte[10 << 20]);

        assertTrue(memory.picture(id((byte) 1)).isEmpty());
        assertTrue(memory.picture(id((byte) 2)).isPresent());
    }

    @Test
    void picture_ofAResultThatIsForgotten_isForgottenToo() {
        memory.picture(id((byte) 1), new byte[1]);
        for (byte id = 1; id <= 4; id++) {
            answered(id);
        }

        assertTrue(memory.picture(id((byte) 1)).isEmpty());
    }

    private void said(String variant, byte request) {
        memory.said(
                variant,
                TopKResult.answer(
                        id(request),
                        new Fingerprint(1),
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        TopK.of(new int[] {0}, new float[] {1})));
    }

    private void answered(byte request) {
        memory.answered(
                new FusedResult(
                        id(request),
                        "parts",
                        null,
                        Outcome.NO_VARIANT,
                        "nobody",
                        List.of(),
                        false,
                        List.of(),
                        List.of(),
                        Map.of(),
                        CloseReason.DEADLINE,
                        0,
                        OptionalDouble.empty(),
                        Duration.ofMillis(1),
                        "agg"),
                Instant.EPOCH);
    }

    private static RequestId id(byte request) {
        return RequestId.ofBytes(new byte[] {request}, false);
    }
}
