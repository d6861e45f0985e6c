package dev.chorus.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.chorus.core.fusion.Fusion;
import dev.chorus.core.fusion.LogPool;
import dev.chorus.core.fusion.ScaledSum;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.topk.TopK;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FusionPoolTest {

    private final ScaledSum sum = new ScaledSum();
    private final FusionPool pool = new FusionPool();

    @Test
    void take_afterOneWasGivenBack_givesThatWithoutWhatItHeld() {
        Fusion used = pool.take(sum, 3);
        used.add(TopK.of(new int[] {1}, new float[] {1}), VariantWeight.of(1));
        pool.giveBack(used, sum, 3);

        Fusion next = pool.take(sum, 3);

        assertSame(used, next);
        assertEquals(List.of(), next.ranking());
    }

    @Test
    void take_ofAnotherNumberOfClassesOrStrategy_givesANewOne() {
        Fusion used = pool.take(sum, 3);
        pool.giveBack(used, sum, 3);

        assertNotSame(used, pool.take(sum, 4));
        assertNotSame(used, pool.take(new LogPool(), 3));
    }

    @Test
    void giveBack_afterAnotherKindWasAskedFor_forgetsIt() {
        Fusion used = pool.take(sum, 3);
        pool.take(sum, 4);

        pool.giveBack(used, sum, 3);

        assertEquals(0, pool.size());
    }

    @Test
    void giveBack_ofMoreThanAreOfUse_keepsSome() {
        List<Fusion> many = new ArrayList<>();
        for (int each = 0; each < 1000; each++) {
            many.add(pool.take(sum, 3));
        }

        many.forEach(used -> pool.giveBack(used, sum, 3));

        assertEquals(64, pool.size());
    }
}
