/** Whether the answers of a family are still spread over its labels as they were on the pictures that it was validated with. */
@Export
@Version("1.0.0")
package dev.chorus.core.drift;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
