package dev.chorus.tools.command;

import dev.chorus.core.concurrent.JvmShutdown;
import dev.chorus.core.peer.PeerText;
import dev.chorus.tools.files.FileFailure;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Prints one line on standard error and selects the exit code: 2 for a user error, 1 for a machine error. The stack
 * trace follows only if requested.
 */
public final class OneLineErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private final BooleanSupplier verbose;

    /** @param verbose whether to print stack traces; evaluated on an error */
    public OneLineErrors(BooleanSupplier verbose) {
        this.verbose = verbose;
    }

    /** Installs error reporting and {@link SafeOutput} on a command line and its subcommands. */
    public CommandLine on(CommandLine commandLine) {
        return SafeOutput.on(commandLine.setParameterExceptionHandler(this).setExecutionExceptionHandler(this));
    }

    @Override
    public int handleParseException(ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        String name = command.getCommandSpec().qualifiedName(" ");
        print(command, mistake, messageOf(mistake) + "; see '" + name + " --help'");
        return ExitCode.USAGE;
    }

    private static String messageOf(ParameterException mistake) {
        boolean noCommand = mistake instanceof UnmatchedArgumentException
                && mistake.getCommandLine().getParent() == null;
        if (!noCommand) {
            return mistake.getMessage();
        }
        UnmatchedArgumentException unmatched = (UnmatchedArgumentException) mistake;
        String similar = unmatched.getSuggestions().isEmpty()
                ? ""
                : ", did you mean " + unmatched.getSuggestions().get(0) + "?";
        return "there is no '" + unmatched.getUnmatched().get(0) + "'" + similar;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (JvmShutdown.isInProgress()) {
            // Ctrl+C: the command fails since its resources are closed.
            return ExitCode.SOFTWARE;
        }
        Exception cause = failure instanceof UncheckedIOException unchecked ? unchecked.getCause() : failure;
        Exception named = cause instanceof FileSystemException file ? FileFailure.of(file) : cause;
        print(command, failure, messageOf(named));
        return named instanceof FileFailure file && file.isMistake() ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    /**
     * Reports an error that a command cannot recover from, such as a lack of memory.
     *
     * @return the exit code
     */
    public int handleError(Error error, CommandLine command) {
        print(
                command,
                error,
                error instanceof OutOfMemoryError
                        ? "not enough memory: " + error.getMessage()
                                + "; increase the heap, such as with JAVA_TOOL_OPTIONS=-Xmx4g"
                        : "unexpected " + rootOf(error) + "; --verbose shows where");
        return ExitCode.SOFTWARE;
    }

    private static Throwable rootOf(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private void print(CommandLine command, Throwable problem, String message) {
        command.getErr()
                .println(command.getCommandSpec().qualifiedName(" ") + ": "
                        + PeerText.escaped(message.strip().replaceAll("\\s*\\R\\s*", " ")));
        if (verbose.getAsBoolean()) {
            problem.printStackTrace(command.getErr());
        }
        command.getErr().flush();
    }

    private static String messageOf(Exception failure) {
        if (failure instanceof InterruptedException) {
            return "interrupted";
        }
        // Checked exceptions have messages for users; the others are bugs.
        return !(failure instanceof RuntimeException) && failure.getMessage() != null
                ? failure.getMessage()
                : "unexpected " + failure + "; --verbose shows where";
    }
}
