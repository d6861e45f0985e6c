/** How a component becomes configurable on a gateway, and how configurations are created, changed and deleted. */
@Export
@Version("1.2.0")
package org.eclipse.kura.configuration;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
