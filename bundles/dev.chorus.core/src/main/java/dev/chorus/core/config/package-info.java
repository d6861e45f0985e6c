/**
 * Component properties, read defensively: Kura validates nothing on the server, so whatever arrives is checked here and
 * a mistake becomes a sentence for the operator instead of an exception.
 */
@Export
@Version("1.0.0")
package dev.chorus.core.config;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
