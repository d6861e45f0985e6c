package dev.chorus.tools.simulator;

import java.util.PriorityQueue;

/** Simulated time in microseconds, with a queue of scheduled steps. Not thread-safe. */
final class Clock {

    private record Event(double micros, long number, Runnable step) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            int earlier = Double.compare(micros, other.micros);
            return earlier != 0 ? earlier : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private double now;
    private long number;

    /** Returns the time of the current step. */
    double now() {
        return now;
    }

    /** Schedules a step, immediately if its time has passed; steps of the same time run in the order of the calls. */
    void after(double micros, Runnable step) {
        events.add(new Event(now + Math.max(0, micros), number++, step));
    }

    /**
     * Runs all steps until none is left or a time is reached.
     *
     * @return number of steps
     */
    long run(double untilMicros) {
        long steps = 0;
        while (!events.isEmpty() && events.peek().micros() <= untilMicros) {
            Event next = events.poll();
            now = next.micros();
            next.step().run();
            steps++;
        }
        return steps;
    }
}
