package org.eclipse.kura.wire;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Records on their way from one component to others. */
@ProviderType
public class WireEnvelope {

    private final String emitterPid;
    private final List<WireRecord> records;

    /**
     * Puts records together.
     *
     * @param emitterPid the name of the component they come from
     * @param records the records
     */
    public WireEnvelope(String emitterPid, List<WireRecord> records) {
        this.emitterPid = emitterPid;
        this.records = List.copyOf(records);
    }

    /** The name of the component they come from. */
    public String getEmitterPid() {
        return emitterPid;
    }

    /** The records. */
    public List<WireRecord> getRecords() {
        return records;
    }
}
