/** Detects whether a family's answers are still distributed over its labels as on its validation pictures. */
@Export
@Version("1.0.0")
package dev.chorus.core.drift;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
