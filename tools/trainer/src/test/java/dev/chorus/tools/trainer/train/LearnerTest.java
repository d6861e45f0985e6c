package dev.chorus.tools.trainer.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import dev.chorus.tools.networks.Colour;
import dev.chorus.tools.networks.Network;
import dev.chorus.tools.networks.Pooling;
import dev.chorus.tools.networks.Trunk;
import dev.chorus.tools.networks.VariantSpec;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.trainer.data.Augmentation;
import dev.chorus.tools.trainer.data.Batches;
import dev.chorus.tools.trainer.data.PictureSet;
import dev.chorus.tools.trainer.data.SeenPictures;
import dev.chorus.tools.trainer.train.Recipe.Method;
import dev.chorus.tools.trainer.train.Recipe.Shares;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LearnerTest {

    @TempDir
    private Path cache;

    /** A single array more in each step took 18 GB in a quarter of an hour. */
    @ParameterizedTest
    @EnumSource(Method.class)
    void learner_manySteps_holdsNoMoreArraysThanAfterOne(Method method) throws IOException {
        // given
        VariantSpec spec = new VariantSpec("a", 16, 0, 0.2, 16, Trunk.PLAIN, Pooling.AVERAGE, Colour.RGB);
        PictureSet pictures = PictureSet.draw(24, PartsArtist.TRAINING_SEEDS_FROM, List.of(16), cache, drawn -> {});
        Recipe recipe = new Recipe(
                method, 8, 0.01, 0.1, 0.9, 0, false, 0, false, List.of(new Shares(1, 1)), Augmentation.NONE, 0);
        Batches batches = new Batches(pictures, spec, 12, Augmentation.NONE, 8, 1, 1, Optional.empty());
        Torch.seed(1);
        try (Learner learner = new Learner(Network.of(spec, 12), recipe, new float[0])) {
            Group group = new Group(
                    List.of(learner), List.of(batches), new FamilyLoss(List.of(1.0), 6, recipe.distillation()), recipe);
            step(group, learner, pictures, spec, 0);
            int after = arrays(learner);

            // when
            for (int step = 1; step < 9; step++) {
                step(group, learner, pictures, spec, step);
            }

            // then
            assertEquals(after, arrays(learner));
        }
    }

    private static void step(Group group, Learner learner, PictureSet pictures, VariantSpec spec, int step) {
        group.step(step, 0.5, Runnable::run);
        learner.infer(SeenPictures.of(pictures, spec, 0, 1));
        learner.trained();
    }

    private static int arrays(Learner learner) {
        try (NDManager scratch = learner.scratch()) {
            return scratch.getParentManager().getManagedArrays().size();
        }
    }
}
