/**
 * Decides whether a JPEG file is taken and reads those that cameras make (baseline, one scan, gray or YCbCr with 8 bits, ITU-T T.81),
 * at their size or at a half, a quarter or an eighth of it, which takes a fraction of the time: of each block of 8 x 8 samples only the
 * low frequencies are turned into pixels, as many as are wanted. Files of other kinds are put in order for the reader of the platform.
 * Which of both reads a file, and whether it is taken, does not depend on the size that is wanted.
 */
package dev.chorus.variant.internal.picture.jpeg;
