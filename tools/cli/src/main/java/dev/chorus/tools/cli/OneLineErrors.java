package dev.chorus.tools.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong in one line on standard error; the stack trace follows only where it was asked for. */
final class OneLineErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private final BooleanSupplier verbose;

    OneLineErrors(BooleanSupplier verbose) {
        this.verbose = verbose;
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
        print(command, failure, messageOf(failure));
        return ExitCode.SOFTWARE;
    }

    private void print(CommandLine command, Exception problem, String message) {
        command.getErr()
                .println(command.getCommandSpec().qualifiedName(" ") + ": "
                        + message.strip().replaceAll("\\s*\\R\\s*", " "));
        if (verbose.getAsBoolean()) {
            problem.printStackTrace(command.getErr());
        }
        command.getErr().flush();
    }

    private static String messageOf(Exception failure) {
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        if (failure instanceof FileSystemException file) {
            String reason = file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
            return file.getFile() + ": " + reason;
        }
        if (failure instanceof InterruptedException) {
            return "interrupted";
        }
        boolean forPeople = failure instanceof CommandFailure || failure instanceof IOException;
        return forPeople && failure.getMessage() != null
                ? failure.getMessage()
                : "unexpected " + failure + "; --verbose shows where";
    }
}
