package dev.chorus.tools.benchmark.rig;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.mqtt.request.RequestClient;
import dev.chorus.mqtt.request.Response;
import dev.chorus.tools.requester.Requester;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/**
 * Asks at a steady rate whatever comes back. A latency counts from the moment at which its request was due, so that a stall of the
 * sender is not left out. One timer thread asks; replies arrive on the requester's.
 */
public final class Stream implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    /** Far beyond the deadline: whatever has no outcome by then never has. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static final long MAX_MICROS = TimeUnit.SECONDS.toMicros(60);
    private static final int DIGITS = 3;

    /**
     * What became of one request.
     *
     * @param id that the request was published with
     * @param picture which of the album it was about
     * @param dueNanos when it was due
     * @param tookNanos from there to its reply
     * @param reply null if there was none
     * @param problem why there was none; null if there was one
     */
    public record Asked(RequestId id, int picture, long dueNanos, long tookNanos, Response reply, Throwable problem) {

        /** Whether somebody said what the picture shows. */
        public boolean isAnswered() {
            return reply != null && reply.isAnswered();
        }
    }

    /** Asks about one picture, as {@link Requester#ask} does. */
    @FunctionalInterface
    interface Asker {

        CompletableFuture<Response> ask(byte[] id, byte[] picture, Duration deadline);
    }

    private final Asker asker;
    private final Album album;
    private final ConcurrentLinkedQueue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService timer;
    private final Phaser underWay = new Phaser(1);
    private final long periodNanos;
    private final long firstNanos;
    private int number;

    /** Begins at once, with drawings of machine parts. */
    public Stream(Requester requester, int ratePerSecond) {
        this(requester, Album.ofParts(), ratePerSecond);
    }

    /** Begins at once. */
    public Stream(Requester requester, Album album, int ratePerSecond) {
        this(requester::ask, album, ratePerSecond);
    }

    Stream(Asker asker, Album album, int ratePerSecond) {
        this.asker = asker;
        this.album = album;
        periodNanos = TimeUnit.SECONDS.toNanos(1) / ratePerSecond;
        ThreadFactory threads = task -> {
            Thread thread = new Thread(task, "bench-stream");
            thread.setDaemon(true);
            return thread;
        };
        timer = Executors.newSingleThreadScheduledExecutor(threads);
        firstNanos = System.nanoTime() + periodNanos;
        timer.scheduleAtFixedRate(this::ask, periodNanos, periodNanos, TimeUnit.NANOSECONDS);
    }

    /** Asks for some time, and waits for the replies. */
    public static void run(Requester requester, int ratePerSecond, int seconds) throws InterruptedException {
        run(requester, Album.ofParts(), ratePerSecond, seconds);
    }

    /** Asks about given pictures for some time, and waits for the replies. */
    public static void run(Requester requester, Album album, int ratePerSecond, int seconds)
            throws InterruptedException {
        Stream stream = new Stream(requester, album, ratePerSecond);
        try (stream) {
            TimeUnit.SECONDS.sleep(seconds);
        }
    }

    private void ask() {
        long due = firstNanos + number * periodNanos;
        int picture = number++ % album.size();
        byte[] id = RequestClient.newId();
        underWay.register();
        ask(id, picture).whenComplete((reply, problem) -> {
            asked.add(new Asked(RequestId.ofBytes(id, false), picture, due, System.nanoTime() - due, reply, problem));
            underWay.arriveAndDeregister();
        });
    }

    /** What the requester throws is the outcome of its request, too: otherwise the timer would end, and {@link #close} never. */
    private CompletableFuture<Response> ask(byte[] id, int picture) {
        try {
            return asker.ask(id, album.pictures().get(picture), DEADLINE);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Asks no more, and waits for the replies to what was asked.
     *
     * @throws IllegalStateException if there is neither a reply nor a failure of each within a minute, or the wait is interrupted
     */
    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the requester does not return");
            }
            underWay.awaitAdvanceInterruptibly(underWay.arrive(), LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(underWay.getUnarrivedParties() + " requests have no outcome", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while requests have no outcome", e);
        }
    }

    /** What became of the requests that were due within a time; to be called once closed. */
    public List<Asked> between(long fromNanos, long toNanos) {
        return asked.stream()
                .filter(one -> one.dueNanos() - fromNanos >= 0 && one.dueNanos() - toNanos < 0)
                .toList();
    }

    /** All of them. */
    public List<Asked> all() {
        return List.copyOf(asked);
    }

    /** The results of those that were answered. */
    public static List<FusedResult> results(List<Asked> asked) {
        return asked.stream()
                .filter(Asked::isAnswered)
                .map(one -> one.reply().result())
                .toList();
    }

    /** Latencies of those that were answered, in microseconds. */
    public static Histogram latencies(List<Asked> asked) {
        Histogram histogram = new Histogram(MAX_MICROS, DIGITS);
        asked.stream()
                .filter(Asked::isAnswered)
                .forEach(one ->
                        histogram.recordValue(Math.min(MAX_MICROS, TimeUnit.NANOSECONDS.toMicros(one.tookNanos()))));
        return histogram;
    }
}
