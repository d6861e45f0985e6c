/**
 * Component properties, read defensively: Kura does not validate on the server, so every property is checked here, and
 * a mistake becomes a message for the operator instead of an exception.
 */
@Export
@Version("1.0.0")
package dev.chorus.core.config;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
