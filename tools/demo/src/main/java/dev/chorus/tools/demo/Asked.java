package dev.chorus.tools.demo;

/**
 * A picture on its way.
 *
 * @param number counted from 1
 * @param truth class index of what was drawn
 * @param askedNanos {@link System#nanoTime()} when it was published
 */
record Asked(int number, int truth, long askedNanos) {}
