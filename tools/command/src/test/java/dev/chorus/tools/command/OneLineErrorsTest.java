package dev.chorus.tools.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class OneLineErrorsTest {

    private final StringWriter err = new StringWriter();

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("/in/a"), 2, "/in/a: no such file or folder"),
                Arguments.of(new UncheckedIOException(new NoSuchFileException("/in/a")), 2, "/in/a: no such file"),
                Arguments.of(new FileSystemLoopException("/in/a"), 2, "/in/a: a symbolic link leads back"),
                Arguments.of(new AccessDeniedException("/in/a"), 1, "/in/a: permission denied; "),
                Arguments.of(
                        new FileSystemException("/out/a", null, "No space left on device"),
                        1,
                        "/out/a: No space left on device; free space"),
                Arguments.of(new IOException("cannot connect to b:1883"), 1, "cannot connect to b:1883"),
                Arguments.of(new CommandFailure("2 of 3\n failed"), 1, "2 of 3 failed"),
                Arguments.of(new TimeoutException("no answer"), 1, "no answer"),
                Arguments.of(new InterruptedException(), 1, "interrupted"),
                Arguments.of(
                        new IllegalStateException("broken"),
                        1,
                        "unexpected java.lang.IllegalStateException: broken; --verbose shows where"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failure_ofAKind_isOneLineWithItsExitCode(Exception failure, int exitCode, String expected) {
        // when
        int code = commandLine(false, () -> {
                    throw failure;
                })
                .execute();
        // then
        assertEquals(exitCode, code);
        assertTrue(err.toString().startsWith("failing: " + expected), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
    }

    @Test
    void failure_verbose_isFollowedByItsStackTrace() {
        // when
        commandLine(true, () -> {
                    throw new IOException("no");
                })
                .execute();
        // then
        assertTrue(err.toString().contains("\tat dev.chorus.tools.command"), err.toString());
    }

    @Test
    void error_outOfMemory_isOneLine() {
        // when
        int code = errors(false).handleError(new OutOfMemoryError("Java heap space"), commandLine(false, () -> 0));
        // then
        assertEquals(1, code);
        assertTrue(err.toString().startsWith("failing: not enough memory: Java heap space; "), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
    }

    @Test
    void error_ofALibraryThatCannotBeLoaded_namesTheRootCause() {
        // given
        Error error = new ExceptionInInitializerError(new UnsatisfiedLinkError("libonnxruntime.so: no such version"));
        // when
        errors(false).handleError(error, commandLine(false, () -> 0));
        // then
        assertTrue(err.toString().contains("libonnxruntime.so: no such version"), err.toString());
    }

    private static OneLineErrors errors(boolean verbose) {
        return new OneLineErrors(() -> verbose);
    }

    private CommandLine commandLine(boolean verbose, Callable<Integer> action) {
        return errors(verbose).on(new CommandLine(new Failing(action))).setErr(new PrintWriter(err));
    }

    @Command(name = "failing")
    private record Failing(Callable<Integer> action) implements Callable<Integer> {

        @Override
        public Integer call() throws Exception {
            return action.call();
        }
    }
}
