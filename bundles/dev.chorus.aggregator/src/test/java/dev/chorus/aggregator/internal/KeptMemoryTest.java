package dev.chorus.aggregator.internal;

import static dev.chorus.aggregator.internal.VariantStatus.FAMILY;
import static dev.chorus.aggregator.internal.VariantStatus.PARTS;
import static dev.chorus.aggregator.internal.VariantStatus.TOOLS;
import static dev.chorus.aggregator.internal.VariantStatus.online;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.FusedResult.RankedLabel;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.topk.TopK;
import dev.chorus.mqtt.api.MessageProperties;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However much peers send, memory stays within the budget, and valid requests are answered. */
class KeptMemoryTest extends IntakeBench {

    private static final int BUDGET = 4 << 20;

    private final List<Runnable> waiting = new ArrayList<>();
    private boolean holds;

    KeptMemoryTest() {
        super("agg", 1000, new MemoryBudget(BUDGET));
    }

    @Override
    boolean own(Runnable task) {
        if (holds) {
            waiting.add(task);
            return true;
        }
        return super.own(task);
    }

    private static byte[] name(int number) {
        return ByteBuffer.allocate(16).putInt(number).array();
    }

    private long used(String store) {
        return memory.counters().get("memory." + store);
    }

    private void assertWithin(String store, int percent) {
        assertTrue(used(store) <= BUDGET * (long) percent / 100, () -> store + " takes " + used(store) + " bytes");
    }

    private void assertGoodRequestIsAnswered() {
        int before = link.published.size();
        request(MessageProperties.EMPTY.withCorrelationData(name(-1)));
        answer(name(-1), "p32", PARTS, topK(0, 0.9f));
        assertEquals(before + 1, link.published.size());
    }

    private static LabelSet labels(int set) {
        return new LabelSet(IntStream.range(0, 10_000)
                .mapToObj(number -> set + " " + number)
                .toList());
    }

    @Test
    void statuses_ofManyLabels_areRefusedBeyondTheirShare() {
        status(online("g1", "p32", PARTS, 1));

        for (int instance = 0; instance < 7; instance++) {
            status(online("x" + instance, "x", labels(instance), 0.001));
        }

        assertWithin("roll", 23);
        assertTrue(counters.get("refusedInstances") > 0);
        assertTrue(memory.counters().get("memory.dropped") > 0);
        assertGoodRequestIsAnswered();
    }

    @Test
    void status_whereAnInstanceThatStoppedTakesTheRoom_isKept() {
        status(online("x0", "x", labels(0), 0.001));
        status(VariantStatus.of("x0", "x", State.STOPPED, labels(0), 0.001, "1.0.0"));

        status(online("x1", "x", labels(1), 0.001));
        status(online("g1", "p32", PARTS, 1));

        assertEquals(0, counters.get("refusedInstances"));
        assertGoodRequestIsAnswered();
    }

    @Test
    void status_sentAgain_takesNoMoreRoom() {
        status(online("g1", "p32", labels(1), 1));
        long once = used("roll");

        IntStream.range(0, 20).forEach(time -> status(online("g1", "p32", labels(1), 1)));
        IntStream.range(0, 20).forEach(time -> status(online("g1", "p32", time % 2 == 0 ? PARTS : TOOLS, 1)));

        assertTrue(used("roll") < once / 10, () -> used("roll") + " bytes, before " + once);
    }

    private static FusedResult bigResult(int number) {
        List<RankedLabel> labels = IntStream.range(0, 300)
                .mapToObj(label -> new RankedLabel(label + "x".repeat(240), label, 0.001))
                .toList();
        return new FusedResult(
                RequestId.ofBytes(name(number), false),
                FAMILY,
                null,
                Outcome.ANSWERED,
                null,
                labels,
                false,
                List.of(),
                List.of(),
                Map.of(),
                CloseReason.ALL,
                0,
                Duration.ZERO,
                "other");
    }

    private void result(int number) {
        intake.answer(delivery(topics.result(), FusedResultJson.encode(bigResult(number)), MessageProperties.EMPTY));
    }

    @Test
    void answers_toUnknownRequests_areDroppedBeyondTheirShare() {
        status(online("g1", "p32", PARTS, 1));
        peer("other");
        fuser.runDue(System.nanoTime() + Duration.ofSeconds(3).toNanos());

        IntStream.range(0, 50).forEach(this::result);

        assertWithin("unasked", 7);
        assertTrue(used("unasked") > 0);
        assertTrue(memory.counters().get("memory.dropped") > 30);
    }

    @Test
    void answers_heldBack_areDroppedBeyondTheirShare() {
        fuser.holdBack();

        IntStream.range(0, 50).forEach(this::result);

        assertWithin("held", 4);
        assertTrue(counters.get("overflowed") > 30);
    }

    @Test
    void messages_thatWait_areDroppedBeyondTheirShareAndGiveItBack() {
        holds = true;
        IntStream.range(0, 50).forEach(this::result);

        assertWithin("bulk", 6);
        assertEquals(50, waiting.size() + counters.get("overflowed"));

        waiting.forEach(Runnable::run);

        assertEquals(0, used("bulk"));
    }

    @Test
    void request_whileStatusesTakeAllTheRoomOfTheirs_isHandled() {
        holds = true;
        status(online("x0", "x", labels(0), 0.001));
        status(online("x1", "x", labels(1), 0.001));
        assertEquals(1, counters.get("overflowed"));

        request(MessageProperties.EMPTY.withCorrelationData(name(-1)));

        assertEquals(2, waiting.size());
        assertEquals(1, counters.get("overflowed"));
    }

    @Test
    void requests_withMuchCorrelationData_areAnsweredEarlyBeyondTheirShare() {
        status(online("g1", "p32", PARTS, 1));

        for (int number = 0; number < 100; number++) {
            byte[] data = new byte[32_000];
            ByteBuffer.wrap(data).putInt(number);
            request(MessageProperties.EMPTY
                    .withCorrelationData(data)
                    .withResponseTopic("chorus/parts/reply/" + number));
        }

        assertWithin("windows", 20);
        assertTrue(counters.get("evictedWindows") > 50);
        assertGoodRequestIsAnswered();
    }

    @Test
    void frames_ofManyClasses_closeWindowsBeyondTheirShare() {
        status(online("g1", "p32", labels(1), 1));
        TopK wide = TopK.of(IntStream.range(0, 255).toArray(), new float[255]);
        status(online("g2", "p64", labels(1), 1));

        IntStream.range(0, 300).forEach(number -> answer(name(number), "p32", labels(1), wide));

        assertWithin("windows", 20);
        assertTrue(counters.get("evictedWindows") > 100);
    }

    @Test
    void frames_ofAnotherLabelSet_areDroppedBeyondTheirShare() {
        status(online("g1", "p32", PARTS, 1));
        TopK wide = TopK.of(IntStream.range(0, 255).toArray(), new float[255]);

        IntStream.range(0, 500).forEach(number -> answer(name(number), "x", TOOLS, wide));

        assertWithin("early", 3);
    }

    @Test
    void requests_answered_giveTheirRoomBack() {
        status(online("g1", "p32", PARTS, 1));

        assertGoodRequestIsAnswered();

        assertEquals(0, used("windows"));
        assertEquals(0, used("waiting"));
    }
}
