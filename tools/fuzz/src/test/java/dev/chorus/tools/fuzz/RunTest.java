package dev.chorus.tools.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few seconds of what {@code ./chorus fuzz} does for minutes, on the inputs that were kept and some more. */
class RunTest {

    private static final Path CORPORA = Path.of("corpus");
    private static final int NEW_INPUTS = 4_000;
    // An input takes microseconds; a busy machine may stop the process for seconds.
    private static final Duration INPUT_LIMIT = Duration.ofMinutes(10);

    @TempDir
    private Path scratch;

    @Test
    void execute_onTheCorporaOfAllTargetsAndNewInputs_findsNothing() throws Exception {
        Path corpus = Files.createDirectory(scratch.resolve("corpus"));
        long kept = 0;
        for (Target target : Target.values()) {
            try (Stream<Path> files = Files.list(CORPORA.resolve(target.word()))) {
                for (Path file : files.toList()) {
                    Files.write(
                            corpus.resolve(target.word() + "-" + file.getFileName()), AnyTarget.input(target, file));
                    kept++;
                }
            }
        }

        Run.Outcome outcome =
                new Run("any", AnyTarget.class, corpus, scratch, INPUT_LIMIT).execute(kept + NEW_INPUTS, pulse -> {});

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

    /** All targets as one, since each start of Jazzer takes ten seconds: the first byte of an input selects the target. */
    public static final class AnyTarget {

        private static final List<Method> ENTRIES =
                Arrays.stream(Target.values()).map(AnyTarget::entry).toList();

        private AnyTarget() {}

        private static Method entry(Target target) {
            try {
                return target.entry().getMethod("fuzzerTestOneInput", byte[].class);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
        }

        static byte[] input(Target target, Path file) throws IOException {
            ByteArrayOutputStream input = new ByteArrayOutputStream();
            input.write(target.ordinal());
            input.write(Files.readAllBytes(file));
            return input.toByteArray();
        }

        /** Called by Jazzer. */
        public static void fuzzerTestOneInput(byte[] input) throws Throwable {
            if (input.length == 0) {
                return;
            }
            try {
                ENTRIES.get((input[0] & 0xFF) % ENTRIES.size())
                        .invoke(null, (Object) Arrays.copyOfRange(input, 1, input.length));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
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
