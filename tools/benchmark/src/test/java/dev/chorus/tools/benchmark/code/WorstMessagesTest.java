package dev.chorus.tools.benchmark.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.GroundTruth;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.WireLimits;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** They are legal, and at the bounds. */
class WorstMessagesTest {

    private static long distinctHashes(Collection<String> texts) {
        return texts.stream().map(String::hashCode).distinct().count();
    }

    @Test
    void status_ofManyLabels_isLegalAndAtItsBounds() throws Exception {
        byte[] payload = WorstMessages.status("parts", "x", State.ONLINE, WorstMessages.manyLabels(0));

        Status status = StatusJson.decode(payload);

        assertEquals(LabelSet.MAX_LABELS, status.variant().labelSet().size());
        assertEquals(WireLimits.COUNTERS, status.counters().size());
        assertEquals(1, distinctHashes(status.counters().keySet()));
        assertTrue(payload.length <= WireLimits.STATUS_BYTES, () -> payload.length + " bytes");
    }

    @Test
    void status_ofEqualHashes_isLegalAndAtItsBounds() throws Exception {
        Status status = StatusJson.decode(WorstMessages.statusOfEqualHashes());

        List<String> labels = status.variant().labelSet().labels();
        assertEquals(1, distinctHashes(labels));
        assertEquals(LabelSet.MAX_JSON_BYTES / 19, labels.size());
    }

    @Test
    void otherMessages_areLegalAndAtTheirBounds() throws Exception {
        Status aggregator = StatusJson.decode(WorstMessages.aggregatorStatus("parts", "x", State.ONLINE));
        FusedResult result = FusedResultJson.decode(WorstMessages.result("parts", "x", new byte[16]));

        assertEquals(WireLimits.VARIANTS, aggregator.members().size());
        assertEquals(WireLimits.VARIANTS, result.refusals().size());
        assertEquals(WireLimits.LABELS, result.labels().size(), 10);
        assertEquals(
                255,
                TopKFrame.decode(WorstMessages.frame(WorstMessages.manyLabels(0), 1, Duration.ofSeconds(1)))
                        .topK()
                        .k());
        assertEquals(
                LabelSet.MAX_LABEL_LENGTH,
                GroundTruth.decode(WorstMessages.truth()).label().length());
    }
}
