/**
 * Draws pictures of machine parts: the data set that the family {@code parts} is trained on and asked about.
 *
 * <p>A drawing is fully determined by its {@link dev.chorus.tools.parts.PartClass}, its seed and its
 * {@link dev.chorus.tools.parts.Difficulty}: no fonts, no platform look, no trigonometry but {@link java.lang.StrictMath}. Seeds below
 * {@link dev.chorus.tools.parts.PartsArtist#TRAINING_SEEDS_FROM} are for asking, those from there on for training only,
 * so nothing that anybody draws to measure or to show has been learned from.
 *
 * <p>{@link dev.chorus.tools.parts.PartsArtist} makes one drawing, {@link dev.chorus.tools.parts.PartsFolder} a folder full,
 * {@link dev.chorus.tools.parts.ContactSheet} one picture of many. What the parts look like is in
 * {@link dev.chorus.tools.parts.sketch}. Everything here is immutable or confined to one call, hence usable from any
 * thread.
 */
package dev.chorus.tools.parts;
