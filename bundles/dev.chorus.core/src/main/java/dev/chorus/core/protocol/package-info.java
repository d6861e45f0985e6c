/**
 * The messages on the network, described in {@code docs/protocol.md}: topics, request ids, the Top-k frame, fused
 * results and status.
 *
 * <p>Values are immutable and safe for any thread. A peer's message that cannot be decoded causes a
 * {@link dev.chorus.core.protocol.MalformedPayloadException}; an invalid value in the program itself causes an
 * {@link java.lang.IllegalArgumentException}.
 */
@Export
@Version("1.0.0")
package dev.chorus.core.protocol;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
