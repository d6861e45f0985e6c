package dev.chorus.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.core.protocol.RequestId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An aggregator whose process was suspended: its peer may have answered its open windows. */
class StoodStillTest extends WindowsFixture {

    private static final PeerSet SHARING = new PeerSet("gw8", Set.of("gw9"), true);

    private final RequestId own = IntStream.range(0, 100)
            .mapToObj(number ->
                    RequestId.ofBytes(ByteBuffer.allocate(4).putInt(number).array(), false))
            .filter(id -> SHARING.order(id).get(0).equals("gw8"))
            .findFirst()
            .orElseThrow();

    private FusionWindows other;

    @BeforeEach
    void peerThatHasAnsweredBefore_andAnOpenWindow() {
        windows.request(DERIVED, DEADLINE, null, now);
        answerByAll(DERIVED);
        other = sharingWith("gw9");
        other.setMembers(memberSet(Set.of("a", "b", "c")), now);
        other.request(DERIVED, DEADLINE, null, now);
        other.answered(onlyResult(), now);
        closed.clear();
        other.request(own, DEADLINE, null, now);
    }

    @Test
    void result_thatCompletesAWindowOfBefore_isLeftToThePeer() {
        standStill();

        resultsOfAll();
        now += DEADLINE.toNanos();
        other.expire(now);

        assertEquals(List.of(), closed);
        assertEquals(0, other.openWindows());
    }

    @Test
    void result_thatCompletesAWindowOfBefore_thePeerIsGone_isAnswered() {
        standStill();

        resultsOfAll();
        other.setPeers(new PeerSet("gw8", Set.of(), false), now);
        now += AnswerSchedule.GRACE.toNanos();
        other.expire(now);

        assertEquals(own, onlyResult().id());
    }

    @Test
    void result_thatCompletesAWindow_withoutStandingStill_isAnsweredAtOnce() {
        resultsOfAll();

        assertEquals(own, onlyResult().id());
    }

    private void standStill() {
        now += ms(600);
        other.setPeers(new PeerSet("gw8", Set.of("gw9"), false), now);
        other.stoodStill();
    }

    private void resultsOfAll() {
        for (String variant : List.of("a", "b", "c")) {
            other.result(variant, answer(own, LABELS, 1, 0.9f, 0), now);
        }
    }
}
