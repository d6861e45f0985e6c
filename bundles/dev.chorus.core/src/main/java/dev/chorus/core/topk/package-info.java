/** The k best classes of one variant for one picture. */
@Export
@Version("1.0.0")
package dev.chorus.core.topk;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
