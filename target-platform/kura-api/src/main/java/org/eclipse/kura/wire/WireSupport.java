package org.eclipse.kura.wire;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.service.wireadmin.Consumer;
import org.osgi.service.wireadmin.Producer;

/** Does a component's part in the wire graph for it. */
@ProviderType
public interface WireSupport extends Producer, Consumer {

    /**
     * Gives records to all that are connected, on the calling thread.
     *
     * @param wireRecords the records
     */
    void emit(List<WireRecord> wireRecords);
}
