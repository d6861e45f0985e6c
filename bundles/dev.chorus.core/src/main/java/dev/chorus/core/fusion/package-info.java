/**
 * Fusion: combines the Top-k results of several variants into one ranked answer.
 *
 * <p>{@code docs/fusion.md} describes what each strategy computes. Strategies are immutable and shared; a
 * {@link dev.chorus.core.fusion.Fusion} is one request's state and belongs to one thread. Sums are exact integers, so
 * the order in which results arrive never changes an answer. Cost depends on k and the number of variants, not on the
 * number of classes.
 */
@Export
@Version("2.0.0")
package dev.chorus.core.fusion;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
