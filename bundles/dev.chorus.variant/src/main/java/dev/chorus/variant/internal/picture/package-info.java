/**
 * From the bytes that a requester sent to the pixels that a model takes.
 *
 * <p>Everything here assumes the worst of its input. Checks come in the order of their cost: bytes, type, width x height
 * as the header says, and only then pixels. What does not pass ends in a
 * {@link dev.chorus.variant.internal.picture.PictureRefusedException} that carries the reason for the requester; nothing
 * else is thrown for a bad picture.
 *
 * <p>Samples come out as they stand in the file: color profiles are not applied, as the trainer does not apply them either. Rows and
 * columns are put where EXIF says that they belong.
 */
package dev.chorus.variant.internal.picture;
