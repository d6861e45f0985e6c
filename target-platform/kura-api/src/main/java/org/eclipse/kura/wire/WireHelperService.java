package org.eclipse.kura.wire;

import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.ServiceReference;

/** Helps components of the wire graph. */
@ProviderType
public interface WireHelperService {

    /**
     * What does a component's part in the wire graph.
     *
     * @param wireComponent the component
     * @param wireComponentRef its service
     */
    WireSupport newWireSupport(WireComponent wireComponent, ServiceReference<WireComponent> wireComponentRef);
}
