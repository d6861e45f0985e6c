/**
 * What all components need of Kura and would otherwise each have themselves. Kura's types are allowed in here and in component
 * classes, nowhere else.
 */
@Export
@Version("1.0.0")
package dev.chorus.kura.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
