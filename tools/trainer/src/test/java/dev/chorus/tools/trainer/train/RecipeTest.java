package dev.chorus.tools.trainer.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.trainer.data.Augmentation;
import dev.chorus.tools.trainer.train.Recipe.Method;
import dev.chorus.tools.trainer.train.Recipe.Shares;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipeTest {

    private static final List<Shares> STAGES = List.of(new Shares(5, 1), new Shares(1, 1.43), new Shares(2, 1));

    @Test
    void recipe_batchOfOne_isRefused() {
        // when
        Exception refused = assertThrows(IllegalArgumentException.class, () -> recipe(1, STAGES));

        // then
        assertEquals("batchSize is 1, allowed is 2 and more", refused.getMessage());
    }

    @Test
    void learningRate_overTheTraining_risesThenFallsToNothing() {
        // given
        Recipe recipe = recipe(8, STAGES);

        // then
        assertTrue(recipe.learningRateAt(0) < 0.001);
        assertEquals(0.01, recipe.learningRateAt(0.05), 1e-6);
        assertEquals(0.005, recipe.learningRateAt(0.525), 1e-6);
        assertEquals(0, recipe.learningRateAt(1), 1e-6);
    }

    @Test
    void shares_overTheTraining_followTheStages() {
        // given
        Recipe recipe = recipe(8, STAGES);

        // then
        assertEquals(STAGES.get(0), recipe.sharesAt(0.33));
        assertEquals(STAGES.get(1), recipe.sharesAt(0.34));
        assertEquals(STAGES.get(2), recipe.sharesAt(1));
    }

    @Test
    void learning_jointWithoutFusedShare_getsOne() {
        // given
        Recipe alone = recipe(8, List.of(new Shares(1, 0)));

        // then
        assertEquals(List.of(new Shares(1, 4)), alone.learning(true).shares());
        assertEquals(STAGES, recipe(8, STAGES).learning(true).shares());
        assertEquals(alone, alone.learning(false));
    }

    private static Recipe recipe(int batchSize, List<Shares> stages) {
        return new Recipe(Method.ADAM, batchSize, 0.01, 0, 0, 0, false, 0, false, stages, Augmentation.NONE, 0);
    }
}
