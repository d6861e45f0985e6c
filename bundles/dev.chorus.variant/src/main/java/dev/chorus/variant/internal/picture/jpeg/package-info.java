/**
 * Reads JPEG files at a half, a quarter or an eighth of their size, which takes a fraction of the time: of each block of 8 x 8
 * samples only the low frequencies are turned into pixels, as many as are wanted. For the files that cameras write (baseline, one
 * scan, gray or YCbCr with 8 bits, ITU-T T.81); everything else, and whatever is not in order to the last bit, is left to the
 * readers of the platform, which also say what is wrong with it.
 */
package dev.chorus.variant.internal.picture.jpeg;
