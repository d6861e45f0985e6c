package dev.chorus.tools.simulator;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Models processors and networks: runs as many tasks at a time as it has cores, in order of arrival. Not thread-safe.
 */
final class Server {

    private record Task(double micros, Runnable then) {}

    private final Clock clock;
    private final int cores;
    private final Deque<Task> waiting = new ArrayDeque<>();
    private int busy;
    private double workedMicros;

    Server(Clock clock, int cores) {
        this.clock = clock;
        this.cores = cores;
    }

    /** Runs a task as soon as a core is free. */
    void work(double micros, Runnable then) {
        if (busy < cores) {
            begin(new Task(micros, then));
        } else {
            waiting.addLast(new Task(micros, then));
        }
    }

    /** Runs a step as soon as a core is free, then occupies the core for work outside the response path. */
    void workAfter(double micros, Runnable first) {
        work(0, first);
        work(micros, () -> {});
    }

    private void begin(Task task) {
        busy++;
        workedMicros += task.micros();
        clock.after(task.micros(), () -> {
            busy--;
            if (!waiting.isEmpty()) {
                begin(waiting.pollFirst());
            }
            task.then().run();
        });
    }

    /** Returns the number of waiting tasks. */
    int waiting() {
        return waiting.size();
    }

    /** Returns the share of the given time in which it worked, 0 to 1. */
    double utilisation(double micros) {
        return workedMicros / cores / micros;
    }
}
