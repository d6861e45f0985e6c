package dev.chorus.aggregator.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/**
 * The one thread that owns a family's state. Others hand it tasks through a bounded queue; between tasks it looks after what
 * is due. {@link #offer}, {@link #submit} and {@link #close} are safe for any thread but its own.
 *
 * <p>A thread of our own rather than the link's dispatcher: windows outlive a reconnect, deadlines need a clock that no slow
 * handler holds up, and pictures are let go on the dispatcher, before they could queue here.
 */
final class OwnerThread {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** The thread looks up at least that often, so that it knows when it was not let. */
    private static final Duration LOOK_UP = Duration.ofMillis(250);

    /** Held up longer than that, the whole process stood still: no scheduler of a machine that works takes so long. */
    private static final Duration STALL = Duration.ofMillis(500);

    private final BlockingQueue<Runnable> tasks;
    private final LongFunction<OptionalLong> whatIsDue;
    private final LongConsumer stalled;
    private final Tally tally;
    private final Thread thread;
    private volatile Runnable lastTask;

    /**
     * Begins at once.
     *
     * @param name of the thread
     * @param capacity tasks that may wait
     * @param whatIsDue called on the thread after every batch of tasks and at the time it named last; does what is due now
     *     and tells when it wants to be called next
     * @param stalled called on the thread, before anything else, when it has stood still for more than {@link #STALL}: what
     *     is waiting may be old
     */
    OwnerThread(String name, int capacity, LongFunction<OptionalLong> whatIsDue, LongConsumer stalled, Tally tally) {
        this.tasks = new ArrayBlockingQueue<>(capacity);
        this.whatIsDue = whatIsDue;
        this.stalled = stalled;
        this.tally = tally;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Hands a task over without waiting; false, and nothing done, if too many wait already. */
    boolean offer(Runnable task) {
        return tasks.offer(task);
    }

    /**
     * Hands a task over, waiting for room.
     *
     * @throws InterruptedException if the caller is interrupted meanwhile; the task is not handed over
     */
    void submit(Runnable task) throws InterruptedException {
        tasks.put(task);
    }

    /**
     * Ends the thread after its running batch and a last task; waits a bounded time.
     *
     * @throws InterruptedException if the caller is interrupted meanwhile; the thread ends all the same
     */
    void close(Runnable last) throws InterruptedException {
        lastTask = last;
        tasks.offer(() -> {});
        thread.join(PATIENCE.toMillis());
    }

    private void run() {
        List<Runnable> batch = new ArrayList<>();
        OptionalLong due = OptionalLong.empty();
        while (lastTask == null) {
            long before = System.nanoTime();
            Runnable first = await(due, before);
            long now = System.nanoTime();
            if (now - before > LOOK_UP.plus(STALL).toNanos()) {
                perform(() -> stalled.accept(now));
            }
            if (first != null) {
                batch.add(first);
                // A whole batch before the clock: what came in time counts, though we be slow to look at it.
                tasks.drainTo(batch);
                batch.forEach(this::perform);
                batch.clear();
            }
            due = lookAfter();
        }
        perform(lastTask);
    }

    private Runnable await(OptionalLong due, long nowNanos) {
        long most = LOOK_UP.toNanos();
        try {
            return tasks.poll(due.isEmpty() ? most : Math.min(most, due.getAsLong() - nowNanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the owner thread", e);
        }
    }

    private OptionalLong lookAfter() {
        try {
            return whatIsDue.apply(System.nanoTime());
        } catch (RuntimeException e) {
            tally.report("internalErrors", e);
            return OptionalLong.of(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
        }
    }

    private void perform(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            tally.report("internalErrors", e);
        }
    }
}
