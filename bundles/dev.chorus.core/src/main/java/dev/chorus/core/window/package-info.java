/**
 * Fusion windows: which results belong to one request, and when to answer.
 *
 * <p>Plain state without threads or clocks: every call takes the time as {@link java.lang.System#nanoTime()} gives it,
 * and all calls on one {@link dev.chorus.core.window.FusionWindows} come from one thread, the owner's.
 */
@Export
@Version("1.0.0")
package dev.chorus.core.window;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
