package dev.chorus.tools.benchmark;

import java.io.IOException;
import java.util.List;

/** One thing that can be measured. */
public interface Bench {

    /** What it is called on the command line. */
    String name();

    /** What it measures, in a sentence or two. */
    String description();

    /**
     * Measures; takes about a minute.
     *
     * @return what came out, in the order in which it is shown
     * @throws IOException if it cannot be measured, with the reason
     */
    List<Figure> run(BenchContext context) throws IOException, InterruptedException;
}
