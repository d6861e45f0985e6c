package dev.chorus.tools.simulator;

import java.util.ArrayDeque;
import java.util.Deque;

/** What works on one thing at a time, or on as many as it has cores, in the order in which they come: processors, networks. For one thread. */
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

    /** Works on something as soon as a core is free. */
    void work(double micros, Runnable then) {
        if (busy < cores) {
            begin(new Task(micros, then));
        } else {
            waiting.addLast(new Task(micros, then));
        }
    }

    /** Does something as soon as a core is free, and afterwards works on what nobody waits for. */
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

    /** How many things wait. */
    int waiting() {
        return waiting.size();
    }

    /** The share of its time in which it worked, 0 to 1, had it had that much of it. */
    double utilisation(double micros) {
        return workedMicros / cores / micros;
    }
}
