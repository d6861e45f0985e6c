package org.eclipse.kura.wire;

import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.service.wireadmin.Consumer;

/** A component that gets records from others. */
@ConsumerType
public interface WireReceiver extends WireComponent, Consumer {

    /**
     * Records have come. Called on the thread of whoever emitted them.
     *
     * @param wireEnvelope the records and whom they come from
     */
    void onWireReceive(WireEnvelope wireEnvelope);
}
