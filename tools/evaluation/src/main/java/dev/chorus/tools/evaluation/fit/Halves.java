package dev.chorus.tools.evaluation.fit;

import dev.chorus.tools.evaluation.ask.VariantAnswers;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Pictures in two halves, each class in both: what is fitted on one is measured on the other. Always the same ones. */
public final class Halves {

    private Halves() {}

    /**
     * Which pictures are in which half; the first has one more where their number is odd.
     *
     * @return two arrays of pictures' indices
     */
    public static List<int[]> of(VariantAnswers answers) {
        List<Integer> byClass = IntStream.range(0, answers.pictures())
                .boxed()
                .sorted(Comparator.comparingInt(answers::truth))
                .toList();
        return List.of(everySecond(byClass, 0), everySecond(byClass, 1));
    }

    private static int[] everySecond(List<Integer> pictures, int from) {
        return IntStream.range(0, pictures.size())
                .filter(at -> at % 2 == from)
                .map(pictures::get)
                .toArray();
    }
}
