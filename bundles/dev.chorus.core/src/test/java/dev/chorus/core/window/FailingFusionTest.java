package dev.chorus.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chorus.core.fusion.ClassProbabilities;
import dev.chorus.core.fusion.Fusion;
import dev.chorus.core.fusion.FusionStrategy;
import dev.chorus.core.fusion.RankedClass;
import dev.chorus.core.fusion.ScaledSum;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.topk.TopK;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Windows whose fusion throws unexpectedly. */
class FailingFusionTest extends WindowsFixture {

    private static final RequestId OTHER = RequestId.ofBytes(new byte[] {2}, false);

    /** Begins one fusion whose ranking fails, and sound ones afterwards. */
    private static final class FirstFails implements FusionStrategy {

        private final FusionStrategy sound = new ScaledSum();
        private boolean begun;

        @Override
        public String name() {
            return sound.name();
        }

        @Override
        public Fusion begin(int classes) {
            boolean first = !begun;
            begun = true;
            return first ? new FailingFusion() : sound.begin(classes);
        }
    }

    private static final class FailingFusion implements Fusion {

        @Override
        public void add(TopK topK, VariantWeight variantWeight) {}

        @Override
        public List<RankedClass> ranking(int atMost) {
            throw new AssertionError("of the test");
        }

        @Override
        public boolean isDecided(Collection<VariantWeight> missing) {
            return false;
        }

        @Override
        public double lead(Collection<VariantWeight> missing) {
            return 0;
        }

        @Override
        public ClassProbabilities probabilities() {
            throw new AssertionError("of the test");
        }

        @Override
        public void clear() {}
    }

    @BeforeEach
    void firstWindowFails() {
        windows.setOptions(new WindowOptions(new FirstFails(), 1, true, 100, 5, 3), now);
        deliver("a", CHOSEN, 0, 0.5f);
        deliver("a", OTHER, 1, 0.5f);
        now += DEADLINE.toNanos();
    }

    @Test
    void expire_windowThatCannotBeClosed_fails() {
        assertThrows(AssertionError.class, () -> windows.expire(now));
    }

    @Test
    void expire_afterAWindowThatCouldNotBeClosed_closesTheNext() {
        assertThrows(AssertionError.class, () -> windows.expire(now));

        windows.expire(now);

        assertEquals(OTHER, onlyResult().id());
        assertEquals(0, windows.openWindows());
    }
}
