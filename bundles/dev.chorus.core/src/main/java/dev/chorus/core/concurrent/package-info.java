/**
 * Threads that own state. A {@link dev.chorus.core.concurrent.SerialExecutor} is the one kind of thread that a component runs its
 * own state on; {@link dev.chorus.core.concurrent.InternalFailures} is what all of them report to, and
 * {@link dev.chorus.core.concurrent.Cleanup} ends what a component runs. {@link dev.chorus.core.concurrent.JvmShutdown} tells
 * failures of a component from those of a JVM that ends, and {@link dev.chorus.core.concurrent.ShutdownTask} ends components with
 * it. All types are safe for use by several threads.
 */
@Export
@Version("1.0.0")
package dev.chorus.core.concurrent;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
