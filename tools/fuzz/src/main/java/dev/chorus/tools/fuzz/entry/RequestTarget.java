package dev.chorus.tools.fuzz.entry;

import dev.chorus.core.protocol.RequestDeadline;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** What comes with a message: its topic, its id, its deadline. */
public final class RequestTarget {

    private static final Topics TOPICS = new Topics(Topics.DEFAULT_ROOT, "parts");
    private static final Duration FALLBACK = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private RequestTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        TOPICS.variantOf(text);
        TOPICS.isReserved(text);
        TOPICS.instanceOf(Status.Kind.VARIANT, text);
        TOPICS.variantOf(TOPICS.topK("x") + text);
        RequestId id = RequestId.of(input.length == 0 ? null : input, input);
        if (!RequestId.ofBytes(id.bytes(), id.isDerived()).equals(id)) {
            throw new IllegalStateException("id " + id + " is not that of its bytes");
        }
        int half = input.length / 2;
        RequestDeadline deadline =
                RequestDeadline.of(new String(Arrays.copyOf(input, half), StandardCharsets.UTF_8), null, FALLBACK);
        if (deadline.duration().isNegative() || deadline.duration().compareTo(LONGEST) > 0) {
            throw new IllegalStateException("deadline is " + deadline);
        }
    }
}
