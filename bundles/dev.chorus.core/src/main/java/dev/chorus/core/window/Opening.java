package dev.chorus.core.window;

/**
 * The opening time of a window and its time limit.
 *
 * @param nanos opening time
 * @param allowedNanos from there to its request's deadline
 */
record Opening(long nanos, long allowedNanos) {}
