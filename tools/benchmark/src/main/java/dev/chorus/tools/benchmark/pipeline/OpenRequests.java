package dev.chorus.tools.benchmark.pipeline;

import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.window.FusionWindows;

/**
 * A number of open requests that stays the same: of each, 7 of 8 variants have answered. The eighth answers of the oldest, and a new
 * one is answered by the other seven. For one thread.
 */
public final class OpenRequests {

    private static final int VARIANTS = 8;
    private static final int K = 5;
    private static final int CLASSES = 1000;

    private final SimulatedFamily family = new SimulatedFamily("bench", VARIANTS, K, CLASSES);
    private final TopKResult[] perVariant = new TopKResult[VARIANTS];
    private final FusionWindows windows;
    private final int open;
    private long newest;
    private int speaking;
    private long closed;

    /** Opens them. */
    public OpenRequests(int open) {
        this.open = open;
        windows = family.windows(window -> closed++);
        try {
            for (int variant = 0; variant < VARIANTS; variant++) {
                perVariant[variant] = TopKFrame.decode(family.frame(variant, 0));
            }
        } catch (MalformedPayloadException e) {
            throw new IllegalStateException(e);
        }
        for (int request = 0; request < open * (VARIANTS - 1); request++) {
            speak();
        }
    }

    /**
     * One more result.
     *
     * @return how many windows have closed so far
     */
    public long nextResult() {
        if (speaking == 0 && newest > closed + open) {
            say(VARIANTS - 1, newest - open);
        } else {
            speak();
        }
        return closed;
    }

    private void speak() {
        if (speaking == 0) {
            newest++;
        }
        say(speaking, newest);
        speaking = (speaking + 1) % (VARIANTS - 1);
    }

    private void say(int variant, long request) {
        TopKResult said = perVariant[variant];
        windows.result(
                family.variant(variant),
                new TopKResult(
                        family.request(request),
                        said.fingerprint(),
                        said.age(),
                        said.deadline(),
                        said.topK(),
                        said.refusal()),
                System.nanoTime());
    }
}
