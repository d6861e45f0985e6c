/** Kura services that all components share. Kura's types are used here and in component classes only. */
@Export
@Version("1.0.0")
package dev.chorus.kura.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
