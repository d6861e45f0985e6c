package dev.chorus.tools.fuzz.entry;

import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKResult;

/** Top-k frames. What is taken can be written again, and means the same. */
public final class FrameTarget {

    private FrameTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        TimePerByte.check(input.length, () -> read(input));
    }

    private static void read(byte[] input) {
        try {
            TopKResult result = TopKFrame.decode(input);
            if (!TopKFrame.decode(TopKFrame.encode(result)).equals(result)) {
                throw new IllegalStateException("written again it means something else: " + result);
            }
        } catch (MalformedPayloadException e) {
            // Refused, as it may be.
        }
    }
}
