package dev.chorus.tools.benchmark.pipeline;

import dev.chorus.core.topk.TopK;
import java.util.Locale;
import java.util.Random;

/** What a variant answers that has turned bad; it is as sure as it can be. */
enum BadVariant {
    /** Nothing at all, for comparison. */
    GONE("is gone"),
    RANDOM("answers at random"),
    CONSTANT("always answers one label"),
    /** The label that the others together take for the second best: the one that is most easily made the first. */
    ANOTHER("always answers another label"),
    /** The same for one request of five, and right for the others: less easily noticed. */
    SOMETIMES("answers another label to every fifth request"),
    /** The same under several names, which takes a broker without access lists and no allowed variants. */
    SEVERAL("always answers another label, under three more names");

    private static final int EVERY = 5;
    private static final int MORE_NAMES = 3;

    private final String meaning;

    BadVariant(String meaning) {
        this.meaning = meaning;
    }

    /** For people. */
    String meaning() {
        return meaning;
    }

    /** For programs. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How many variants it claims to be beside itself. */
    int moreNames() {
        return this == SEVERAL ? MORE_NAMES : 0;
    }

    /**
     * What it answers.
     *
     * @param right what the variant itself would say
     * @param second the class that all other variants together take for the second best
     * @param request number of the request
     * @param classes in the label set
     */
    TopK answer(TopK right, int second, int request, int classes, Random random) {
        return switch (this) {
            case GONE -> right;
            case RANDOM -> sure(random.nextInt(classes));
            case CONSTANT -> sure(0);
            case ANOTHER, SEVERAL -> sure(second);
            case SOMETIMES -> request % EVERY == 0 ? sure(second) : right;
        };
    }

    private static TopK sure(int classIndex) {
        return TopK.of(new int[] {classIndex}, new float[] {1});
    }
}
