/**
 * What crosses the network, as {@code docs/protocol.md} describes it: topics, request ids, the Top-k frame, fused
 * results and status.
 *
 * <p>Values are immutable and safe for any thread. What a peer sends and what cannot be decoded ends in a
 * {@link dev.chorus.core.protocol.MalformedPayloadException}; what our own code builds wrongly ends in an
 * {@link java.lang.IllegalArgumentException}.
 */
@Export
@Version("1.0.0")
package dev.chorus.core.protocol;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
