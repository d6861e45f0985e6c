/** Components of a wire graph, and what passes between them. */
@Export
@Version("2.0.0")
package org.eclipse.kura.wire;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
