package dev.chorus.tools.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A few seconds of what {@code ./chorus fuzz} does for minutes, on the inputs that were kept and some more. */
class RunTest {

    private static final Path CORPUS = Path.of("corpus");
    private static final int NEW_INPUTS = 2000;
    // An input takes microseconds; a busy machine may stop the process for seconds.
    private static final Duration INPUT_LIMIT = Duration.ofMinutes(10);

    @TempDir
    private Path scratch;

    @ParameterizedTest
    @EnumSource
    void execute_onTheCorpusAndNewInputs_findsNothing(Target target) throws Exception {
        Path corpus = CORPUS.toAbsolutePath().resolve(target.word());
        long kept;
        try (Stream<Path> files = Files.list(corpus)) {
            kept = files.count();
        }

        Run.Outcome outcome = new Run(target.word(), target.entry(), corpus, scratch, INPUT_LIMIT)
                .execute(kept + NEW_INPUTS, pulse -> {});

        assertEquals(List.of(), outcome.failure());
        assertTrue(outcome.executions() >= kept + NEW_INPUTS, outcome.toString());
    }

    @Test
    void execute_onAnInputThatNeverEnds_reportsATimeout() throws Exception {
        Path corpus = Files.createDirectory(scratch.resolve("corpus"));

        Run.Outcome outcome =
                new Run("endless", Endless.class, corpus, scratch, Duration.ofSeconds(1)).execute(10, pulse -> {});

        assertEquals(Run.Result.TIMEOUT, outcome.result(), outcome.toString());
    }

    @Test
    void execute_onAnInputThatThrows_reportsAFinding() throws Exception {
        Path corpus = Files.createDirectory(scratch.resolve("corpus"));

        Run.Outcome outcome =
                new Run("throwing", Throwing.class, corpus, scratch, INPUT_LIMIT).execute(10, pulse -> {});

        assertEquals(Run.Result.FINDING, outcome.result(), outcome.toString());
    }

    /** A target that never returns. */
    public static final class Endless {

        private Endless() {}

        /** Called by Jazzer. */
        public static void fuzzerTestOneInput(byte[] input) {
            while (true) {
                LockSupport.park();
            }
        }
    }

    /** A target that breaks on every input. */
    public static final class Throwing {

        private Throwing() {}

        /** Called by Jazzer. */
        public static void fuzzerTestOneInput(byte[] input) {
            throw new IllegalStateException("broken by " + input.length + " bytes");
        }
    }
}
