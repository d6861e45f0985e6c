/**
 * Writes the packages for gateways: model bundles, deployment packages (OSGi Compendium 7, chapter 114) of any bundles,
 * and Debian packages of the same content. {@link dev.chorus.tools.packaging.PackageBuild} and
 * {@link dev.chorus.tools.packaging.FamilyPackages} are the entry points.
 *
 * <p>The same input gives the same bytes: entries are ordered by name and have one fixed time. Deployment packages and
 * model bundles are stored rather than deflated, so that the bytes do not depend on the machine's zlib; Debian packages
 * are deflated, as dpkg requires. Not thread-safe.
 */
package dev.chorus.tools.packaging;
