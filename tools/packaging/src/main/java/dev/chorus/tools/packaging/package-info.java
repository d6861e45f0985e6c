/**
 * Writes what a gateway installs: model bundles, and deployment packages (OSGi Compendium 7, chapter 114) of any bundles, and Debian
 * packages of the same. {@link dev.chorus.tools.packaging.PackageBuild} and {@link dev.chorus.tools.packaging.FamilyPackages}
 * are the ways in.
 *
 * <p>The same input gives the same bytes: entries are ordered by name and carry one fixed time. Deployment packages and
 * model bundles are stored rather than deflated, so that not even the zlib of the machine shows; Debian packages are deflated
 * once more, as dpkg wants it. Nothing here is thread-safe or needs to be.
 */
package dev.chorus.tools.packaging;
