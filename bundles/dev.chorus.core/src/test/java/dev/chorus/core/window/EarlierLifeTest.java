package dev.chorus.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.core.fusion.VariantWeight;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a returning aggregator does with messages that waited for it, and what it leaves behind when it ends. */
class EarlierLifeTest extends WindowsFixture {

    @Test
    void result_withoutItsRequest_opensNoWindowAsLongAsTheEarlierLifeRemembers() {
        windows.resumed(now);
        now += ClosedRequests.MEMORY.toNanos() - 1;
        deliver("a", CHOSEN, 0, 0.4f);
        assertEquals(0, windows.openWindows());

        now++;
        deliver("b", CHOSEN, 0, 0.4f);

        assertEquals(1, windows.openWindows());
    }

    @Test
    void result_beforeOrAfterItsRequest_counts() {
        windows.resumed(now);
        deliver("a", CHOSEN, 0, 0.4f);
        windows.request(CHOSEN, DEADLINE, null, now);
        deliver("b", CHOSEN, 0, 0.4f);
        deliver("c", CHOSEN, 0, 0.4f);

        assertEquals(List.of("a", "b", "c"), onlyResult().contributors());
    }

    @Test
    void setMembers_variantThatIsKnownAfterItsResult_countsIt() {
        windows.setMembers(memberSetOf("a", "b"), now);
        windows.request(CHOSEN, DEADLINE, null, now);
        deliver("c", CHOSEN, 0, 0.4f);
        deliver("a", CHOSEN, 0, 0.1f);
        windows.setMembers(memberSetOf("a", "b", "c"), now);

        deliver("b", CHOSEN, 1, 0.2f);

        assertEquals(List.of("a", "b", "c"), onlyResult().contributors());
    }

    private static MemberSet memberSetOf(String... variants) {
        Set<String> all = Set.of(variants);
        Map<String, VariantWeight> variantWeights = new HashMap<>();
        all.forEach(variant -> variantWeights.put(variant, VariantWeight.of(1)));
        return new MemberSet(LABELS, "parts", "1.0.0", variantWeights, all, all, Map.of());
    }

    @Test
    void abandonUnasked_windowsWithAndWithoutTheirRequest_abandonsThoseWithout() {
        windows.request(CHOSEN, DEADLINE, null, now);
        deliver("a", DERIVED, 0, 0.4f);
        assertEquals(Set.of(CHOSEN), windows.askedRequests());

        windows.abandonUnasked(now);
        windows.closeAll(now);

        assertEquals(CHOSEN, onlyResult().id());
    }
}
