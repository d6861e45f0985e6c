package org.eclipse.kura.wire;

import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.service.wireadmin.Producer;

/** A component that gives records to others. */
@ConsumerType
public interface WireEmitter extends WireComponent, Producer {}
