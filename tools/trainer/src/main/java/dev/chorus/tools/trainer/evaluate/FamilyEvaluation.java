package dev.chorus.tools.trainer.evaluate;

import dev.chorus.core.topk.TopK;
import dev.chorus.tools.parts.Jpeg;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Asks the variants of a family about drawn parts. */
public final class FamilyEvaluation {

    private FamilyEvaluation() {}

    /**
     * Draws parts, the classes in turn, sends each through JPEG, and asks every variant.
     *
     * @param models the variants' ONNX files
     * @param weights their fusion weights, in the same order
     * @param pictures how many drawings
     * @param seed of the first, below {@link PartsArtist#TRAINING_SEEDS_FROM}
     * @param asked told after each picture how many are done
     */
    public static Answers ask(List<byte[]> models, List<Double> weights, int pictures, long seed, IntConsumer asked) {
        PartsArtist artist = new PartsArtist();
        PartClass[] classes = PartClass.values();
        int[] truth = new int[pictures];
        TopK[][] said = new TopK[models.size()][pictures];
        List<OnnxVariant> variants = new ArrayList<>();
        try {
            models.forEach(model -> variants.add(new OnnxVariant(model)));
            for (int number = 0; number < pictures; number++) {
                PartClass part = classes[number % classes.length];
                truth[number] = part.ordinal();
                Picture picture = Picture.decode(Jpeg.encode(artist.draw(part, seed + number / classes.length)));
                for (int variant = 0; variant < said.length; variant++) {
                    said[variant][number] =
                            variants.get(variant).classify(picture.width(), picture.height(), picture.rgb());
                }
                asked.accept(number + 1);
            }
        } finally {
            variants.forEach(OnnxVariant::close);
        }
        return new Answers(weights, truth, said);
    }
}
