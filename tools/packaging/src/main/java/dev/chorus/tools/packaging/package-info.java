/**
 * Writes what a gateway installs: model bundles, and deployment packages (OSGi Compendium 7, chapter 114) of any bundles.
 *
 * <p>The same input gives the same bytes: entries are ordered by name, carry one fixed time and are stored rather than
 * deflated, so that not even the zlib of the machine shows. Nothing here is thread-safe or needs to be.
 */
package dev.chorus.tools.packaging;
