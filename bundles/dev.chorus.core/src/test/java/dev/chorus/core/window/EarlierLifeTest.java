package dev.chorus.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.core.fusion.VariantWeight;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an aggregator that is back does with what waited for it, and what it leaves when it goes. */
class EarlierLifeTest extends WindowsFixture {

    @Test
    void result_withoutItsRequest_opensNoWindowAsLongAsTheEarlierLifeRemembers() {
        windows.resumed(now);
        now += ClosedRequests.MEMORY.toNanos() - 1;
        say("a", CHOSEN, 0, 0.4f);
        assertEquals(0, windows.openWindows());

        now++;
        say("b", CHOSEN, 0, 0.4f);

        assertEquals(1, windows.openWindows());
    }

    @Test
    void result_beforeOrAfterItsRequest_counts() {
        windows.resumed(now);
        say("a", CHOSEN, 0, 0.4f);
        windows.request(CHOSEN, DEADLINE, null, now);
        say("b", CHOSEN, 0, 0.4f);
        say("c", CHOSEN, 0, 0.4f);

        assertEquals(List.of("a", "b", "c"), onlyResult().contributors());
    }

    @Test
    void setRoster_variantThatIsKnownAfterItsResult_countsIt() {
        windows.setMembers(memberSetOf("a", "b"), now);
        windows.request(CHOSEN, DEADLINE, null, now);
        say("c", CHOSEN, 0, 0.4f);
        say("a", CHOSEN, 0, 0.1f);
        windows.setMembers(memberSetOf("a", "b", "c"), now);

        say("b", CHOSEN, 1, 0.2f);

        assertEquals(List.of("a", "b", "c"), onlyResult().contributors());
    }

    private static MemberSet memberSetOf(String... variants) {
        Set<String> all = Set.of(variants);
        Map<String, VariantWeight> variantWeights = new HashMap<>();
        all.forEach(variant -> variantWeights.put(variant, VariantWeight.of(1)));
        return new MemberSet(LABELS, "parts", "1.0.0", variantWeights, all, all, Map.of());
    }

    @Test
    void leaveUnasked_windowsWithAndWithoutTheirRequest_leavesThoseWithout() {
        windows.request(CHOSEN, DEADLINE, null, now);
        say("a", DERIVED, 0, 0.4f);
        assertEquals(Set.of(CHOSEN), windows.askedRequests());

        windows.abandonUnasked(now);
        windows.closeAll(now);

        assertEquals(CHOSEN, onlyResult().id());
    }
}
