/**
 * Labelled pictures as people have them: a folder or a zip file of {@code <class>/<picture>}, JPEG or PNG, possibly below
 * {@code train/}, {@code test/} or {@code val/} and possibly all within one more folder. Zip files are read where they lie.
 *
 * <p>{@link dev.chorus.tools.pictures.PictureData} lists what is there and refuses what nobody can learn from or be measured
 * on. A single picture that cannot be read is no reason to refuse the rest: reading it throws an
 * {@link dev.chorus.tools.pictures.UnreadablePictureException}, which says why, and the caller goes on.
 *
 * <p>Archives come from strangers: names that lead elsewhere are skipped, and nothing is read past a fixed size whatever the
 * archive's directory claims.
 */
package dev.chorus.tools.pictures;
