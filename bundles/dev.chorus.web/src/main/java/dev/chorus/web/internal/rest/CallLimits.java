package dev.chorus.web.internal.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Bounds calls that send a body: how many at a time, how many bytes of them are in memory, and how long a body may take. Each takes a
 * thread of the gateway's HTTP server, which the console needs too, and a picture of the heap. Safe for any thread.
 */
public final class CallLimits {

    /** At a time, of all families. */
    public static final int MAX_CALLS = 32;

    /** Of the bodies of all calls. */
    static final int MAX_BYTES = 64 << 20;

    /** After the first ten seconds a body must have come with that many bytes a second. */
    static final int MIN_BYTES_PER_SECOND = 64 << 10;

    static final long FREE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final int CHUNK = 64 << 10;

    private final Semaphore calls = new Semaphore(MAX_CALLS);
    private final Semaphore bytes = new Semaphore(MAX_BYTES);
    private final LongSupplier nanoTime;

    /** On the machine's monotonic clock. */
    public CallLimits() {
        this(System::nanoTime);
    }

    /** @param nanoTime the time in which bodies are slow */
    CallLimits(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** One call; closing it gives its place and its bytes back. For one thread. */
    public final class Call implements AutoCloseable {

        private int reserved;

        /**
         * Reads a body.
         *
         * @param most how many bytes it may have; one more is read to see that there are more
         * @throws CallFailure 503 if all calls together have too many bytes, 408 if it comes too slowly
         */
        byte[] read(InputStream body, int most) throws CallFailure, IOException {
            long began = nanoTime.getAsLong();
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK];
            while (read.size() <= most) {
                int length = body.read(chunk, 0, Math.min(CHUNK, most + 1 - read.size()));
                if (length < 0) {
                    break;
                }
                reserve(length);
                read.write(chunk, 0, length);
                long allowed = FREE_NANOS + TimeUnit.SECONDS.toNanos(read.size() / MIN_BYTES_PER_SECOND);
                if (nanoTime.getAsLong() - began > allowed) {
                    throw new CallFailure(
                            408,
                            "slow-body",
                            "the body must come with " + MIN_BYTES_PER_SECOND + " bytes a second, " + read.size()
                                    + " bytes took longer");
                }
            }
            return read.toByteArray();
        }

        private void reserve(int length) throws CallFailure {
            // Twice: as it is read and as it is handed on.
            if (!bytes.tryAcquire(2 * length)) {
                throw CallFailure.busy("the pictures of all calls have " + MAX_BYTES / 2 + " bytes already");
            }
            reserved += 2 * length;
        }

        @Override
        public void close() {
            bytes.release(reserved);
            calls.release();
        }
    }

    /**
     * Takes a call.
     *
     * @throws CallFailure 503 if too many calls are under way
     */
    public Call begin() throws CallFailure {
        if (!calls.tryAcquire()) {
            throw CallFailure.busy(MAX_CALLS + " calls wait for answers already");
        }
        return new Call();
    }
}
