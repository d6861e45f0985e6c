package dev.chorus.tools.simulator;

import java.util.PriorityQueue;

/** Simulated time, in microseconds, and what is to happen when. For one thread. */
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

    /** The time of the step that is running. */
    double now() {
        return now;
    }

    /** Has a step happen later, or at once if that is not later; of the same time in the order of the calls. */
    void after(double micros, Runnable step) {
        events.add(new Event(now + Math.max(0, micros), number++, step));
    }

    /**
     * Lets everything happen until nothing is left to do, or a time has come.
     *
     * @return how many steps that were
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
