/**
 * A family of variants: its label set, its members and the {@code family.json} that describes them.
 *
 * <p>All types are immutable and safe for any thread; none is nullable unless its Javadoc states it.
 */
@Export
@Version("1.4.0")
package dev.chorus.core.family;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
