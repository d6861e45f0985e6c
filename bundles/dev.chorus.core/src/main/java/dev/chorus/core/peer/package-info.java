/**
 * What the network's peers choose, kept harmless: {@link dev.chorus.core.peer.SortedCopies} holds keys of peers whatever their hashes,
 * {@link dev.chorus.core.peer.PeerText} makes texts of peers printable, and {@link dev.chorus.core.peer.MemoryBudget} bounds the bytes
 * that are kept of peers.
 */
@Export
@Version("1.0.0")
package dev.chorus.core.peer;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
