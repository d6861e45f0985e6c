package dev.chorus.tools.benchmark.inside;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures several things in turn, so that whatever else the machine does falls on all of them alike. For one thread. */
final class Alternation {

    /** Does once what is measured. */
    @FunctionalInterface
    interface Task {

        void run() throws Exception;
    }

    private final Map<String, Task> tasks = new LinkedHashMap<>();

    void add(String name, Task task) {
        tasks.put(name, task);
    }

    /**
     * Runs all, again and again.
     *
     * @param warmUps rounds that do not count
     * @param rounds that do
     * @return name to how long each run took, in microseconds
     */
    Map<String, double[]> run(int warmUps, int rounds) throws Exception {
        Map<String, double[]> micros = new LinkedHashMap<>();
        tasks.keySet().forEach(name -> micros.put(name, new double[rounds]));
        List<Map.Entry<String, Task>> order = new ArrayList<>(tasks.entrySet());
        for (int round = -warmUps; round < rounds; round++) {
            for (Map.Entry<String, Task> entry : order) {
                long begin = System.nanoTime();
                entry.getValue().run();
                long took = System.nanoTime() - begin;
                if (round >= 0) {
                    micros.get(entry.getKey())[round] = took / 1e3;
                }
            }
        }
        return micros;
    }
}
