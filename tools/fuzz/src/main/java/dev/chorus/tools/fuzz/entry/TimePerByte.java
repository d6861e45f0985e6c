package dev.chorus.tools.fuzz.entry;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/**
 * Limits the processor time that an input may take, by its length: what takes the square of it is found long before it is an endless loop.
 * Ten times what instrumented decoding takes, and time of the processor, so that a busy machine makes no finding. Stateless.
 */
final class TimePerByte {

    private static final long NANOS_A_BYTE = 2000;
    private static final long FREE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private TimePerByte() {}

    /** What is done with an input. */
    interface Work {
        void run() throws Exception;
    }

    /**
     * Does it.
     *
     * @param bytes of the input
     * @throws IllegalStateException if it took longer than allowed
     */
    static void check(int bytes, Work work) throws Exception {
        long began = THREADS.getCurrentThreadCpuTime();
        work.run();
        long took = THREADS.getCurrentThreadCpuTime() - began;
        if (took > FREE_NANOS + NANOS_A_BYTE * bytes) {
            throw new IllegalStateException(
                    bytes + " bytes took " + TimeUnit.NANOSECONDS.toMillis(took) + " ms of the processor");
        }
    }
}
