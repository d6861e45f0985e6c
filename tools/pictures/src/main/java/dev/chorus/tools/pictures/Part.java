package dev.chorus.tools.pictures;

/** What a picture is there for, as far as its folder says. */
public enum Part {
    /** Below no folder that says it: pictures for everything. */
    WHOLE,
    /** Below {@code train/}: to learn from. */
    TRAIN,
    /** Below {@code val/}: to decide by while learning. */
    VALIDATION,
    /** Below {@code test/}: to measure with, never to learn from or to decide by. */
    TEST;

    /** The part that a top folder stands for, {@link #WHOLE} for any other name. */
    static Part of(String folder) {
        return switch (folder) {
            case "train" -> TRAIN;
            case "val" -> VALIDATION;
            case "test" -> TEST;
            default -> WHOLE;
        };
    }
}
