package dev.chorus.tools.evaluation.ask;

import dev.chorus.core.family.Family;
import dev.chorus.tools.pictures.PictureData;
import dev.chorus.tools.pictures.PictureFile;
import java.util.List;
import java.util.stream.Collectors;

/** Questions from a folder or zip file of labelled pictures; each picture is read only when it is asked about. */
public final class LabelledQuestions {

    private static final int SHOWN = 20;

    private LabelledQuestions() {}

    /**
     * One question for each picture that is there for measuring, classes matched to the family's labels by name.
     *
     * @param data must stay open until all questions are asked
     * @throws IllegalArgumentException if the family does not know a class
     */
    public static List<Question> of(PictureData data, Family family) {
        List<String> known = family.labelSet().labels();
        List<Integer> truths = data.labels().stream().map(known::indexOf).toList();
        if (truths.contains(-1)) {
            String unknown = data.labels().get(truths.indexOf(-1));
            throw new IllegalArgumentException("class '" + unknown + "' is unknown to family " + family.name()
                    + ", allowed are " + known.stream().limit(SHOWN).collect(Collectors.joining(", "))
                    + (known.size() > SHOWN ? " and " + (known.size() - SHOWN) + " more" : ""));
        }
        return data.forMeasuring().stream()
                .map(file -> question(data, file, truths))
                .toList();
    }

    private static Question question(PictureData data, PictureFile file, List<Integer> truths) {
        return new Question(file.name(), truths.get(file.label()), () -> data.read(file));
    }
}
