package dev.chorus.tools.benchmark.code;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.protocol.Truth;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The dearest legal message of each kind, from its bytes to the message; labels with their fingerprint. */
@State(Scope.Thread)
public class DecodeCode {

    private final byte[] manyLabels =
            WorstMessages.status("parts", "x", Status.State.ONLINE, WorstMessages.manyLabels(0));
    private final byte[] equalHashes = WorstMessages.statusOfEqualHashes();
    private final byte[] aggregator = WorstMessages.aggregatorStatus("parts", "x", Status.State.ONLINE);
    private final byte[] result = WorstMessages.result("parts", "x", new byte[16]);
    private final byte[] frame = WorstMessages.frame(WorstMessages.manyLabels(0), 1, Duration.ofSeconds(1));
    private final byte[] truth = WorstMessages.truth();

    /** A variant's status with as many labels as there may be. */
    @Benchmark
    public Object statusOfManyLabels() throws MalformedPayloadException {
        return StatusJson.decode(manyLabels).variant().fingerprint();
    }

    /** A variant's status whose labels and counters have equal hashes. */
    @Benchmark
    public Object statusOfEqualHashes() throws MalformedPayloadException {
        return StatusJson.decode(equalHashes).variant().fingerprint();
    }

    /** An aggregator's status. */
    @Benchmark
    public Status aggregatorStatus() throws MalformedPayloadException {
        return StatusJson.decode(aggregator);
    }

    /** A fused result. */
    @Benchmark
    public FusedResult result() throws MalformedPayloadException {
        return FusedResultJson.decode(result);
    }

    /** A frame of 255 classes. */
    @Benchmark
    public TopKResult frame() throws MalformedPayloadException {
        return TopKFrame.decode(frame);
    }

    /** The right label of a request. */
    @Benchmark
    public Truth truth() throws MalformedPayloadException {
        return Truth.decode(truth);
    }
}
