/** Counting what happens, and saying it no more often than people can read. All types are safe for any thread. */
@Export
@Version("1.0.0")
package dev.chorus.core.metrics;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
