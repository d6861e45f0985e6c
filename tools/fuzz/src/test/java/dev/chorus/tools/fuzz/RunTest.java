package dev.chorus.tools.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A few seconds of what {@code ./chorus fuzz} does for minutes, on the inputs that were kept and some more. */
class RunTest {

    private static final Path CORPUS = Path.of("corpus");
    private static final int NEW_INPUTS = 2000;

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

        Run.Outcome outcome = new Run(target, corpus, scratch).execute(kept + NEW_INPUTS, pulse -> {});

        assertEquals(List.of(), outcome.failure());
        assertTrue(outcome.executions() >= kept + NEW_INPUTS, outcome.toString());
    }
}
