package dev.chorus.tools.benchmark.code;

import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.topk.TopK;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Top-k frames of five classes. */
@State(Scope.Thread)
public class FrameCode {

    private final TopKResult result = TopKResult.answer(
            RequestId.ofBytes(new byte[16], false),
            new Fingerprint(1),
            Duration.ofMillis(5),
            Duration.ofSeconds(1),
            TopK.of(new int[] {3, 1, 4, 5, 9}, new float[] {0.4f, 0.2f, 0.1f, 0.05f, 0.05f}));
    private final byte[] frame = TopKFrame.encode(result);

    /** From a result to its bytes. */
    @Benchmark
    public byte[] encode() {
        return TopKFrame.encode(result);
    }

    /** And back. */
    @Benchmark
    public TopKResult decode() throws MalformedPayloadException {
        return TopKFrame.decode(frame);
    }
}
