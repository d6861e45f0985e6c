package dev.chorus.tools.fuzz.entry;

import dev.chorus.core.protocol.GroundTruth;
import dev.chorus.core.protocol.MalformedPayloadException;
import java.util.Arrays;

/** What somebody says that a picture shows. What is written of one that is taken is taken, and the same. */
public final class TruthTarget {

    private TruthTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        TimePerByte.check(input.length, () -> read(input));
    }

    private static void read(byte[] input) {
        GroundTruth truth;
        try {
            truth = GroundTruth.decode(input);
        } catch (MalformedPayloadException e) {
            return;
        }
        byte[] written = truth.encode();
        try {
            if (!Arrays.equals(GroundTruth.decode(written).encode(), written)) {
                throw new IllegalStateException("written again it is something else: " + truth);
            }
        } catch (MalformedPayloadException e) {
            throw new IllegalStateException("written again it is refused: " + truth, e);
        }
    }
}
