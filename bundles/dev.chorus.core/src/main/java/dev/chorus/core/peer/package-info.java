/**
 * Protection against data from peers: {@link dev.chorus.core.peer.SortedCopies} holds keys whatever their hashes,
 * {@link dev.chorus.core.peer.PeerText} makes texts printable, and {@link dev.chorus.core.peer.MemoryBudget} bounds the
 * memory used.
 */
@Export
@Version("1.0.0")
package dev.chorus.core.peer;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
