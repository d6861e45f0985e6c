package dev.chorus.tools.parts.sketch;

import java.util.Random;

/** Seeded chance with the questions that drawing asks. Not safe for use by several threads. */
public final class SeededRandom {

    private final Random random;

    /** @param seed any value; neighbouring seeds give unrelated sequences */
    public SeededRandom(long seed) {
        this.random = new Random(scrambled(seed));
    }

    /** The finishing steps of SplitMix64 (Steele and others, 2014): Random alone starts alike for neighbouring seeds. */
    private static long scrambled(long seed) {
        long mixed = seed + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** A number within {@code from..to}, all equally likely. */
    public double between(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    /** An integer within {@code from..to}, both included. */
    public int integer(int from, int to) {
        return from + random.nextInt(to - from + 1);
    }

    /** True with this probability, {@code 0..1}. */
    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Any angle, in radians. */
    public double angle() {
        return between(0, 2 * StrictMath.PI);
    }

    /** One of these. */
    @SafeVarargs
    public final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
