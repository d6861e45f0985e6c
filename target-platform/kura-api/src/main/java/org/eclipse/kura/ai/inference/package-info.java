/** Engines that run models: what they are given, what they give, and how they describe a model. */
@Export
@Version("1.0.0")
package org.eclipse.kura.ai.inference;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
