package dev.chorus.core.window;

/**
 * When a window was opened, and for how long.
 *
 * @param nanos when
 * @param allowedNanos from there to its request's deadline
 */
record Opening(long nanos, long allowedNanos) {}
