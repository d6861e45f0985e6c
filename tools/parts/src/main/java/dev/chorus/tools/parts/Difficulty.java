package dev.chorus.tools.parts;

/**
 * How hard the drawings are to recognise. Each value is a share of the most that the artist can do, 0 (none of it) to 1.
 *
 * @param clutter small things lying around the part
 * @param occlusion things lying on the part
 * @param light how far exposure, contrast and colour of the light stray
 * @param noise sensor noise and blur
 * @param pose how far the part is turned out of the picture plane, off the centre and away from the usual size
 */
public record Difficulty(double clutter, double occlusion, double light, double noise, double pose) {

    /** A part on an almost empty table in good light. */
    public static final Difficulty EASY = new Difficulty(0.1, 0, 0.2, 0.1, 0.2);

    /** What the family {@code parts} is trained and measured on. */
    public static final Difficulty STANDARD = new Difficulty(0.5, 0.4, 0.5, 0.4, 0.4);

    /** Everything at once. */
    public static final Difficulty HARD = new Difficulty(1, 1, 1, 1, 1);

    /** @throws IllegalArgumentException naming the share that is outside of 0 to 1 */
    public Difficulty {
        check("clutter", clutter);
        check("occlusion", occlusion);
        check("light", light);
        check("noise", noise);
        check("pose", pose);
    }

    private static void check(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " is " + share + ", allowed is 0..1");
        }
    }
}
