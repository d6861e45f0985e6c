package dev.chorus.web.internal.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Limits calls that send a body: their number at a time, the bytes of their bodies in memory, and the time to read a
 * body. Each call takes a thread of the gateway's HTTP server, which the console needs too, and a picture of the
 * heap. Safe for any thread.
 */
public final class CallLimits {

    /** Maximum number of calls at a time, of all families. */
    public static final int MAX_CALLS = 32;

    /** Maximum bytes of the bodies of all calls. */
    static final int MAX_BYTES = 64 << 20;

    /** Minimum rate of a body after the first ten seconds. */
    static final int MIN_BYTES_PER_SECOND = 64 << 10;

    static final long FREE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final int CHUNK = 64 << 10;

    private final Semaphore calls = new Semaphore(MAX_CALLS);
    private final Semaphore bytes = new Semaphore(MAX_BYTES);
    private final LongSupplier nanoTime;

    /** In nanoseconds of the machine's monotonic clock. */
    public CallLimits() {
        this(System::nanoTime);
    }

    /** @param nanoTime the clock that times bodies */
    CallLimits(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** One call; closing it releases its slot and its bytes. For one thread. */
    public final class Call implements AutoCloseable {

        private int reserved;

        /**
         * Reads a body.
         *
         * @param maxBytes the bytes it may have; one more is read to detect a longer body
         * @throws CallFailure 503 if all calls together have too many bytes, 408 if the body arrives too slowly
         */
        byte[] read(InputStream body, int maxBytes) throws CallFailure, IOException {
            long began = nanoTime.getAsLong();
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK];
            while (read.size() <= maxBytes) {
                int length = body.read(chunk, 0, Math.min(CHUNK, maxBytes + 1 - read.size()));
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
                            "the body must arrive at " + MIN_BYTES_PER_SECOND + " bytes a second or more, its first "
                                    + read.size() + " bytes took longer");
                }
            }
            return read.toByteArray();
        }

        private void reserve(int length) throws CallFailure {
            // Counted twice: the bytes that are read and the array that is passed on.
            if (!bytes.tryAcquire(2 * length)) {
                throw CallFailure.busy("the open calls have the maximum of " + MAX_BYTES / 2 + " bytes of pictures");
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
     * Admits a call.
     *
     * @throws CallFailure 503 if too many calls are open
     */
    public Call begin() throws CallFailure {
        if (!calls.tryAcquire()) {
            throw CallFailure.busy("the maximum of " + MAX_CALLS + " calls is open");
        }
        return new Call();
    }
}
