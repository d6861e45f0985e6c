package dev.chorus.tools.fuzz.entry;

import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.StatusJson;
import java.util.Arrays;

/** Statuses of variants and aggregators. What is written of one that is taken is taken, and written again the same. */
public final class StatusTarget {

    private StatusTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        TimePerByte.check(input.length, () -> read(input));
    }

    private static void read(byte[] input) {
        Status status;
        try {
            status = StatusJson.decode(input);
        } catch (MalformedPayloadException e) {
            return;
        }
        byte[] written = StatusJson.encode(status);
        try {
            if (!Arrays.equals(StatusJson.encode(StatusJson.decode(written)), written)) {
                throw new IllegalStateException("written again it is something else: " + status);
            }
        } catch (MalformedPayloadException e) {
            throw new IllegalStateException("written again it is refused: " + status, e);
        }
    }
}
