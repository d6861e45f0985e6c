package org.eclipse.kura.wire;

import org.osgi.annotation.versioning.ConsumerType;

/** Marks a service as a component of the wire graph. */
@ConsumerType
public interface WireComponent {}
