package dev.chorus.tools.parts;

import dev.chorus.tools.parts.sketch.SeededRandom;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/**
 * Draws one part in one scene. Immutable; any number of threads may draw with the same artist.
 */
public final class PartsArtist {

    /** Width and height of a drawing, in pixels. */
    public static final int SIZE = 96;

    /** The label set: the classes' names in the order of their indices. */
    public static final List<String> LABELS =
            Arrays.stream(PartClass.values()).map(PartClass::label).toList();

    /** Seeds from here on are drawn for training only; measure and show with smaller ones, 0 included. */
    public static final long TRAINING_SEEDS_FROM = 1L << 40;

    private final Difficulty difficulty;

    /** An artist of {@link Difficulty#STANDARD}. */
    public PartsArtist() {
        this(Difficulty.STANDARD);
    }

    /** @param difficulty how hard the drawings are to recognise */
    public PartsArtist(Difficulty difficulty) {
        this.difficulty = difficulty;
    }

    /**
     * Draws a part.
     *
     * @param part what to draw
     * @param seed decides on everything else; the same seed gives the same pixels
     * @return {@value #SIZE} x {@value #SIZE} pixels of type {@link BufferedImage#TYPE_INT_RGB}
     */
    public BufferedImage draw(PartClass part, long seed) {
        SeededRandom random = new SeededRandom(seed * PartClass.values().length + part.ordinal());
        BufferedImage picture = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = picture.createGraphics();
        try {
            canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            new Scene(canvas, random, difficulty, SIZE).lay(part);
        } finally {
            canvas.dispose();
        }
        int[] rgb = picture.getRGB(0, 0, SIZE, SIZE, null, 0, SIZE);
        new Camera(random, difficulty, SIZE).expose(rgb);
        picture.setRGB(0, 0, SIZE, SIZE, rgb, 0, SIZE);
        return picture;
    }
}
