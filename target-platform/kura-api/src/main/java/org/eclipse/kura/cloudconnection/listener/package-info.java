/** What components are told of a cloud connection. */
@Export
@Version("1.0.0")
package org.eclipse.kura.cloudconnection.listener;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
