package dev.chorus.tools.benchmark.pipeline;

import dev.chorus.tools.benchmark.rig.Album;
import dev.chorus.tools.benchmark.rig.Stream;
import dev.chorus.tools.requester.Requester;
import java.time.Duration;
import java.util.List;

/** Variants and an aggregator that answer pictures, each a process, be it Chorus or what it is measured against. */
interface Choir {

    /** Who asks it. */
    Requester requester();

    /** At the operating system. */
    List<Long> processIds();

    /** How much time of processors its processes have taken since their start, in milliseconds. */
    default double processorMillis() {
        return processIds().stream().mapToDouble(Choir::processorMillis).sum();
    }

    /** How much a process has taken, in milliseconds. */
    static double processorMillis(long processId) {
        return ProcessHandle.of(processId)
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElseThrow()
                        .toNanos()
                / 1e6;
    }

    /** Asks for some time, and waits for what comes. */
    default List<Stream.Asked> ask(Album album, int ratePerSecond, Duration time) throws InterruptedException {
        Stream stream = new Stream(requester(), album, ratePerSecond);
        try (stream) {
            Thread.sleep(time.toMillis());
        }
        return stream.all();
    }
}
