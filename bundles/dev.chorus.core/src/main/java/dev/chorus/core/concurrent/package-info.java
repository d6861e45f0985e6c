/**
 * Threads that own state. A component runs its own state on a {@link dev.chorus.core.concurrent.SerialExecutor}, the
 * only kind of thread; {@link dev.chorus.core.concurrent.InternalFailures} collects the failures of all of them, and
 * {@link dev.chorus.core.concurrent.Cleanup} ends what a component runs. {@link dev.chorus.core.concurrent.JvmShutdown}
 * distinguishes failures of a component from those of a JVM that is shutting down, and
 * {@link dev.chorus.core.concurrent.ShutdownTask} ends components with the JVM. All types are safe for use by several
 * threads.
 */
@Export
@Version("1.0.0")
package dev.chorus.core.concurrent;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
