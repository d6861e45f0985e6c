package dev.chorus.tools.evaluation.ask;

import dev.chorus.tools.parts.Jpeg;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.pictures.RasterPicture;
import java.util.List;
import java.util.stream.IntStream;

/** Drawn machine parts to ask about; each is drawn only when it is asked. */
public final class PartsQuestions {

    private PartsQuestions() {}

    /**
     * The classes in turn, as JPEG files.
     *
     * @param count how many drawings
     * @param seed of the first, below {@link PartsArtist#TRAINING_SEEDS_FROM}
     */
    public static List<Question> draw(int count, long seed) {
        PartsArtist artist = new PartsArtist();
        PartClass[] classes = PartClass.values();
        return IntStream.range(0, count)
                .mapToObj(number -> {
                    PartClass part = classes[number % classes.length];
                    long own = seed + number / classes.length;
                    return new Question(
                            part.label() + "-" + own,
                            part.ordinal(),
                            () -> RasterPicture.decode(Jpeg.encode(artist.draw(part, own))));
                })
                .toList();
    }
}
