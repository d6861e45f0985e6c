package dev.chorus.tools.benchmark.code;

import dev.chorus.tools.benchmark.pipeline.OpenRequests;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Bookkeeping of windows: one Top-k result for one of many open requests. */
@State(Scope.Thread)
public class WindowCode {

    @Param({"10", "100", "1000"})
    public int open;

    private OpenRequests requests;

    /** Opens them. */
    @Setup
    public void prepare() {
        requests = new OpenRequests(open);
    }

    /** The next result; every eighth closes the oldest window, and another one opens. */
    @Benchmark
    public long result() {
        return requests.nextResult();
    }
}
