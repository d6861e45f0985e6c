package dev.chorus.tools.fuzz.entry;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.MalformedPayloadException;

/** Fused results, which requesters and other aggregators read. What is taken can be written again and is taken again. */
public final class ResultTarget {

    private ResultTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        TimePerByte.check(input.length, () -> read(input));
    }

    private static void read(byte[] input) {
        FusedResult result;
        try {
            result = FusedResultJson.decode(input);
        } catch (MalformedPayloadException e) {
            return;
        }
        try {
            FusedResultJson.decode(FusedResultJson.encode(result));
        } catch (MalformedPayloadException e) {
            throw new IllegalStateException("written again it is refused: " + result, e);
        }
    }
}
