package dev.chorus.tools.parts.sketch;

import java.util.List;

/** Draws one kind of part, with proportions of its own each time. */
@FunctionalInterface
public interface Sketch {

    /**
     * One part, seen by nobody else.
     *
     * @param random decides on shape and proportions
     * @return the layers, bottom first; the union of them is the part's silhouette
     */
    List<PaintedOutline> draw(SeededRandom random);
}
