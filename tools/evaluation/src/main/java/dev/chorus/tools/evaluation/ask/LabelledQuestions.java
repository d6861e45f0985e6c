package dev.chorus.tools.evaluation.ask;

import dev.chorus.core.family.Family;
import dev.chorus.tools.pictures.PictureData;
import dev.chorus.tools.pictures.PictureFile;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
        return of(data, data.forMeasuring(), family);
    }

    /**
     * One question for each picture of a list.
     *
     * @param data must stay open until all questions are asked
     * @param names of pictures as {@link PictureFile#name}, such as those that a training held out
     * @throws IllegalArgumentException if the family does not know a class, or there is no such picture
     */
    public static List<Question> of(PictureData data, Set<String> names, Family family) {
        List<PictureFile> files = data.files().stream()
                .filter(file -> names.contains(file.name()))
                .toList();
        if (files.size() < names.size()) {
            Set<String> absent = new TreeSet<>(names);
            files.forEach(file -> absent.remove(file.name()));
            throw new IllegalArgumentException(absent.size() + " of " + names.size()
                    + " pictures are not there, such as " + absent.iterator().next());
        }
        return of(data, files, family);
    }

    private static List<Question> of(PictureData data, List<PictureFile> files, Family family) {
        List<String> known = family.labelSet().labels();
        List<Integer> truths = data.labels().stream().map(known::indexOf).toList();
        if (truths.contains(-1)) {
            String unknown = data.labels().get(truths.indexOf(-1));
            throw new IllegalArgumentException("class '" + unknown + "' is unknown to family " + family.name()
                    + ", allowed are " + known.stream().limit(SHOWN).collect(Collectors.joining(", "))
                    + (known.size() > SHOWN ? " and " + (known.size() - SHOWN) + " more" : ""));
        }
        return files.stream().map(file -> question(data, file, truths)).toList();
    }

    private static Question question(PictureData data, PictureFile file, List<Integer> truths) {
        return new Question(file.name(), truths.get(file.label()), () -> data.read(file));
    }
}
