/** Counters, percentiles and rate-limited logging. All types are safe for any thread. */
@Export
@Version("1.0.0")
package dev.chorus.core.metrics;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
