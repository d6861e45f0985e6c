package dev.chorus.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.core.family.FusedFit;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.fusion.ScaledSum;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.topk.TopK;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;

/** Windows over a label set of three, with the variants a, b and c online, and a clock that the test moves. */
abstract class WindowsFixture {

    static final LabelSet LABELS = new LabelSet(List.of("bolt", "nut", "washer"));
    static final LabelSet OTHER_LABELS = new LabelSet(List.of("cat", "dog", "owl"));
    static final Duration DEADLINE = Duration.ofMillis(1000);
    static final RequestId CHOSEN = RequestId.ofBytes(new byte[] {1}, false);
    static final RequestId DERIVED = RequestId.of(null, new byte[] {1, 2, 3});
    static final WindowOptions OPTIONS = new WindowOptions(new ScaledSum(), 1, true, 100, 5, 3);

    final List<ClosedWindow> closed = new ArrayList<>();
    final List<WindowEvent> events = new ArrayList<>();
    final List<ReplyTo> askedAfterwards = new ArrayList<>();
    final List<ClosedWindow> repeated = new ArrayList<>();
    final WindowListener listener = new WindowListener() {
        @Override
        public void closed(ClosedWindow window) {
            closed.add(window);
        }

        @Override
        public void askedAfterwards(FusedResult result, ReplyTo replyTo) {
            assertEquals(closed.get(closed.size() - 1).result(), result);
            askedAfterwards.add(replyTo);
        }

        @Override
        public void askedAgain(FusedResult result, ReplyTo replyTo) {
            repeated.add(new ClosedWindow(result, List.of(replyTo), null));
        }

        @Override
        public void happened(WindowEvent event) {
            events.add(event);
        }
    };
    final FusionWindows windows = new FusionWindows("gw9", "parts", OPTIONS, listener, MemoryBudget.ofHeap());

    /** Starts close to the overflow of the clock, which nanoTime permits. */
    long now = Long.MAX_VALUE - ms(500);

    @BeforeEach
    void threeVariantsLive() {
        windows.setMembers(memberSet(Set.of("a", "b", "c")), now);
    }

    /** The windows of the aggregator gw8, which knows one peer. */
    FusionWindows sharingWith(String peer) {
        FusionWindows other = new FusionWindows("gw8", "parts", OPTIONS, listener, MemoryBudget.ofHeap());
        other.setPeers(new PeerSet("gw8", Set.of(peer), true), now);
        return other;
    }

    void answerByAll(RequestId id) {
        deliver("a", id, 0, 0.4f);
        deliver("b", id, 1, 0.5f);
        deliver("c", id, 0, 0.4f);
    }

    void deliver(String variant, RequestId id, int classIndex, float score) {
        windows.result(variant, answer(id, LABELS, classIndex, score, 0), now);
    }

    FusedResult onlyResult() {
        assertEquals(1, closed.size());
        return closed.get(0).result();
    }

    static TopKResult answer(RequestId id, LabelSet labels, int classIndex, float score, long ageMillis) {
        return TopKResult.answer(
                id,
                labels.fingerprint(),
                Duration.ofMillis(ageMillis),
                DEADLINE,
                TopK.of(new int[] {classIndex}, new float[] {score}));
    }

    static TopKResult refusal(RequestId id, Refusal refusal) {
        return TopKResult.refusal(id, LABELS.fingerprint(), Duration.ZERO, DEADLINE, refusal);
    }

    static MemberSet memberSet(Set<String> awaited) {
        return memberSet(awaited, Map.of());
    }

    static MemberSet memberSet(Set<String> awaited, Map<String, FusedFit> fused) {
        Map<String, VariantWeight> variantWeights =
                Map.of("a", VariantWeight.of(1), "b", VariantWeight.of(1), "c", VariantWeight.of(1));
        return new MemberSet(LABELS, "parts", "1.0.0", variantWeights, awaited, variantWeights.keySet(), fused);
    }

    static long ms(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
