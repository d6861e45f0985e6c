package dev.chorus.tools.demo;

/**
 * Pending request for a picture.
 *
 * @param number counted from 1
 * @param truth class index of the drawn part
 * @param askedNanos {@link System#nanoTime()} at publication
 */
record Asked(int number, int truth, long askedNanos) {}
