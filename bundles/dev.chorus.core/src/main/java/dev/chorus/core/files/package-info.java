/** Permissions of files with secrets or pictures. */
@Export
@Version("1.0.0")
package dev.chorus.core.files;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
