package dev.chorus.tools.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.evaluation.ask.Collector;
import dev.chorus.tools.evaluation.ask.PartsQuestions;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.parts.PartsArtist;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The family that ships still knows the drawings: either may change only together with the other. */
class CommittedFamilyTest {

    private static final int PICTURES = 480;

    private final FamilyFiles folder = new FamilyFiles(Path.of("../../models/parts"));

    @Test
    void modelsParts_freshDrawings_areKnownTogetherBetterThanAlone() throws IOException, InterruptedException {
        // given
        Family family = folder.family();
        List<byte[]> models = new ArrayList<>();
        for (Variant variant : family.variants()) {
            models.add(folder.model(variant));
        }

        // when
        VariantAnswers answers = Collector.ask(family, models, PartsQuestions.draw(PICTURES, 5_000_000), asked -> {});

        // then
        assertEquals(PartsArtist.LABELS, family.labelSet().labels());
        double fused = answers.sending(5).fusedAccuracy();
        assertTrue(fused > 0.78, "fused " + fused);
        for (int variant = 0; variant < models.size(); variant++) {
            double alone = answers.accuracyOf(variant);
            assertTrue(
                    alone > 0.6 && alone < fused, family.variants().get(variant).id() + " " + alone);
        }
    }
}
