/**
 * The structure of PNG files (PNG specification, third edition): checks the chunks that pixels are made of and leaves out all others, so
 * that the reader of the platform has nothing to fail on but pixels.
 */
package dev.chorus.variant.internal.picture.png;
